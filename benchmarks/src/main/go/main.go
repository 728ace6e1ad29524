// The same calls through golang.org/x/net. Reads one command a line and answers one line, as baseline.c does, and besides:
//
//	port             where the socket is bound                                  -> the port of 127.0.0.1
//	read N           N datagrams that wait there, in batches, with packet info  -> nanoseconds
//	write N PORT B   N datagrams of B bytes to a port of 127.0.0.1, in batches  -> nanoseconds
package main

import (
	"bufio"
	"fmt"
	"net"
	"os"
	"runtime"
	"strconv"
	"strings"

	"golang.org/x/net/ipv4"
	"golang.org/x/net/ipv6"
	"golang.org/x/sys/unix"
)

var (
	conn    net.PacketConn
	packets *ipv4.PacketConn
	wrong   *ipv6.PacketConn
	ifi     *net.Interface
	info    ipv4.ControlMessage
)

const batch = 32

func open() error {
	if conn != nil {
		conn.Close()
	}
	var err error
	if conn, err = net.ListenPacket("udp4", "127.0.0.1:0"); err == nil {
		packets, wrong = ipv4.NewPacketConn(conn), ipv6.NewPacketConn(conn)
		conn.(*net.UDPConn).SetReadBuffer(1 << 23) // up to what net.core.rmem_max allows
		err = packets.SetControlMessage(ipv4.FlagTTL|ipv4.FlagDst|ipv4.FlagInterface, true)
	}
	return err
}

func group(host uint32) *net.UDPAddr {
	return &net.UDPAddr{IP: net.IPv4(byte(host>>24), byte(host>>16), byte(host>>8), byte(host))}
}

func repeat(n int, call func(i int) error) error {
	for i := 0; i < n; i++ {
		if err := call(i); err != nil {
			return err
		}
	}
	return nil
}

func hold(n int) error {
	if err := open(); err != nil {
		return err
	}
	return repeat(n, func(i int) error { return packets.JoinGroup(ifi, group(0xEF010000+uint32(i))) })
}

func pair(n int) error {
	extra := group(0xEFFF0001)
	return repeat(n, func(int) error {
		if err := packets.JoinGroup(ifi, extra); err != nil {
			return err
		}
		return packets.LeaveGroup(ifi, extra)
	})
}

func change(n int) error {
	extra, source := group(0xEFFF0002), group(0x0A000005)
	return repeat(n, func(int) error {
		if err := packets.ExcludeSourceSpecificGroup(ifi, extra, source); err != nil {
			return err
		}
		return packets.IncludeSourceSpecificGroup(ifi, extra, source)
	})
}

func read(n int) error {
	messages := make([]ipv4.Message, batch)
	for i := range messages {
		messages[i].Buffers = [][]byte{make([]byte, 2048)}
		messages[i].OOB = ipv4.NewControlMessage(ipv4.FlagTTL | ipv4.FlagDst | ipv4.FlagInterface)
	}
	for n > 0 {
		got, err := packets.ReadBatch(messages, 0)
		if err != nil {
			return err
		}
		for _, message := range messages[:got] {
			if err := info.Parse(message.OOB[:message.NN]); err != nil || info.IfIndex == 0 {
				return fmt.Errorf("no packet info: %v", err)
			}
		}
		n -= got
	}
	return nil
}

func write(n, port, size int) error {
	to := &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1), Port: port}
	messages := make([]ipv4.Message, batch)
	for i := range messages {
		messages[i] = ipv4.Message{Buffers: [][]byte{make([]byte, size)}, Addr: to}
	}
	for n > 0 {
		sent, err := packets.WriteBatch(messages[:min(n, batch)], 0)
		if err != nil {
			return err
		}
		n -= sent
	}
	return nil
}

func run(word string, n int, more []string) error {
	switch word {
	case "read":
		return read(n)
	case "write":
		port, _ := strconv.Atoi(more[0])
		size, _ := strconv.Atoi(more[1])
		return write(n, port, size)
	case "set":
		return repeat(n, func(i int) error { return packets.SetMulticastTTL(4 + i&1) })
	case "get":
		return repeat(n, func(int) error { _, err := packets.MulticastTTL(); return err })
	case "fail":
		return repeat(n, func(int) error {
			if wrong.SetMulticastHopLimit(4) == nil {
				return fmt.Errorf("an IPv6 option was taken")
			}
			return nil
		})
	case "hold":
		return hold(n)
	case "pair":
		return pair(n)
	case "source":
		return change(n)
	}
	return fmt.Errorf("no such command")
}

// The thread's own time, in user and kernel.
func cpu() int64 {
	var t unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_THREAD_CPUTIME_ID, &t); err != nil {
		panic(err)
	}
	return t.Nano()
}

func main() {
	runtime.LockOSThread()
	var err error
	if ifi, err = net.InterfaceByName(os.Args[1]); err == nil {
		err = open()
	}
	if err != nil {
		fmt.Println("error:", err)
		os.Exit(1)
	}
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		words := strings.Fields(lines.Text() + " 0 0 0")
		if words[0] == "port" {
			fmt.Println(conn.LocalAddr().(*net.UDPAddr).Port)
			continue
		}
		n, _ := strconv.Atoi(words[1])
		if words[0] == "source" {
			err = packets.JoinGroup(ifi, group(0xEFFF0002))
		}
		before := cpu()
		if err == nil {
			err = run(words[0], n, words[2:])
		}
		elapsed := cpu() - before
		if words[0] == "source" {
			packets.LeaveGroup(ifi, group(0xEFFF0002))
		}
		if err != nil {
			fmt.Printf("error: %s: %v\n", words[0], err)
			err = nil
		} else {
			fmt.Println(elapsed)
		}
	}
}
