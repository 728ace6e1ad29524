# The library's own tests, as far as library-tests.txt has them run on Windows.
readonly tests=transport-multicast/src/test/java list=$here/library-tests.txt
[ -d "$work/tests" ] || mvn -q -B -ntp dependency:copy-dependencies -pl transport-multicast -DincludeScope=test \
    -DoutputDirectory="$work/tests"
[ -e "$work/junit-platform-console-standalone.jar" ] || mvn -q -B -ntp dependency:copy -Dmdep.stripVersion \
    "-Dartifact=org.junit.platform:junit-platform-console-standalone:$(ls "$work/tests" | sed -n 's/^junit-platform-engine-\(.*\)\.jar/\1/p')" \
    "-DoutputDirectory=$work"
path=$(windows_path "$PWD/transport-multicast/target/test-classes");path+=";$(windows_path "$PWD/transport-multicast/target/classes")"
for jar in "$work"/tests/*.jar; do path+=";$(windows_path "$jar")"; done
select=() undecided=()
while read -r file; do
    class=$(basename "$file" .java)
    if grep -qE "^run:.* $class( |\$)" "$list"; then
        class=${file#"$tests"/}
        class=${class%.java}
        select+=(-c "${class//\//.}")
    elif ! grep -qE "^no, .* $class( |\$)" "$list"; then
        undecided+=("$class")
    fi
done < <(find $tests -name '*Test.java')
status=0
java_exe 240 'ws2_32=n,b;' "$dll" -XX:TieredStopAtLevel=1 -jar "$(windows_path "$work/junit-platform-console-standalone.jar")" \
    execute --disable-banner --disable-ansi-colors --details=tree --details-theme=ascii \
    --exclude-methodname '.*(everyLimitOfLinuxIsASettingOfThisKernel|limitsAreToldWithTheirValues).*' "${select[@]}" -cp "$path" || status=$?
count() { sed -n "s/^\[ *\([0-9]*\) tests $1 *\]/\1/p" "$work/out" | tail -1; }
line="$(count successful) passed, $(count failed) failed, $(($(count aborted) + ${#undecided[@]})) skipped"
if [ "$(count failed)" = 0 ]; then
    grep -oE '\[A\] .*' "$work/out" | sort | uniq -c > "$work/aborted" || true
    mv "$work/aborted" "$work/out"
fi
sed -n 's/^no, \(.*\): \(.*\)/\2 \1/p' "$list" | awk '{ n = 0; for (i = 1; i <= NF; i++) if ($i ~ /Test$/) n++; sub(/^([A-Za-z]+Test )+/, ""); classes[$0] += n }
    END { for (reason in classes) print "tests: " classes[reason] " classes not run: " reason }' >> "$work/out"
for class in "${undecided[@]}"; do echo "tests: $class is not decided in library-tests.txt" >> "$work/out"; done
echo "tests: $line" >> "$work/out"
counted tests $status
