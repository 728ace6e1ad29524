# receive and send: from this end's Windows JVM to a Linux JVM at the far end, and back.
linux_tool() { ip netns exec $far timeout 60 java -XX:TieredStopAtLevel=1 -jar examples/target/examples.jar "$@" < /dev/null; }

windows_tool() {
    local to=$1
    shift
    java_exe 60 'ws2_32=n,b;' "$dll" -jar "$(windows_path "$PWD/examples/target/examples.jar")" "$@" || return
    cp "$work/out" "$to"
}

# Waits until the namespace $1 is a member of the group whose digits in /proc/net/$2 are $3.
member() {
    local i
    for i in $(seq 300); do
        ip netns exec "$1" grep -qi "$3" "/proc/net/$2" && return
        sleep 0.1
    done
    return 1
}

verdict() { if [ "$1" -eq 3 ]; then echo "ok     $2"; good=$((good + 1)); else echo "FAILED $2: $1 of 3 came"; fi; }

good=0 tried=0
to_windows() {
    local name=$1 group=$2 table=$3 digits=$4 receiver
    shift 4
    tried=$((tried + 1))
    windows_tool "$work/received" receive --group "$group" --port 5300 --interface eth0 --count 3 "$@" &
    receiver=$!
    member $near "$table" "$digits" && linux_tool send --group "$group" --port 5300 --interface va1 --count 3 \
        --interval 20 --message hello-windows > "$work/sent" 2>&1 || true
    wait $receiver || true
    verdict "$(grep -c hello-windows "$work/received" || true)" "$name"
}

from_windows() {
    local name=$1 group=$2 table=$3 digits=$4 receiver
    tried=$((tried + 1))
    linux_tool receive --group "$group" --port 5301 --interface va1 --count 3 > "$work/received" 2>&1 &
    receiver=$!
    member $far "$table" "$digits" && windows_tool "$work/sent" send --group "$group" --port 5301 --interface eth0 --count 3 \
        --interval 20 --message hello-linux || true
    wait $receiver || true
    verdict "$(grep -c hello-linux "$work/received" || true)" "$name"
}

to_windows 'receive on Windows, IPv4' 239.4.4.4 igmp 040404EF
to_windows 'receive on Windows, IPv4, one source' 232.4.4.4 igmp 040404E8 --source 10.79.0.2
to_windows 'receive on Windows, IPv6' ff15::4:4 igmp6 ff150000000000000000000000040004
to_windows 'receive on Windows, IPv6, one source' ff35::4:4 igmp6 ff350000000000000000000000040004 --source fd79::2
from_windows 'send on Windows, IPv4' 239.4.4.5 igmp 050404EF
from_windows 'send on Windows, IPv6' ff15::4:5 igmp6 ff150000000000000000000000040005
echo "tools: $good passed, $((tried - good)) failed, 0 skipped" > "$work/out"
counted tools 0
