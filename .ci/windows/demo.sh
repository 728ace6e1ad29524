# The demo, every check of it. What it counts is "N of M checks passed."
status=0
java_exe 180 'ws2_32=n,b;' "$dll" -jar "$(windows_path "$PWD/examples/target/examples.jar")" || status=$?
read -r good _ all _ <<< "$(grep -oE '[0-9]+ of [0-9]+ checks' "$work/out" | tail -1)" || true
printf 'demo: %d passed, %d failed, 0 skipped\n' "${good:-0}" $((${all:-1} - ${good:-0})) >> "$work/out"
counted demo $status
