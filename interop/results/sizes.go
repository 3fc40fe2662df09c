package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// programs are those of the folder, in the order of the page.
var programs = []struct{ name, does string }{
	{"smtpcodes", "smtpcodes and enhanced: names, texts, rules"},
	{"reply", "reply: a reply read and written"},
	{"cause", "cause: why a reply refused"},
	{"catalog", "catalog: all texts in all languages"},
	{"stringer", "stringer: names"},
	{"enumer", "enumer: names"},
	{"goenum", "go-enum: names"},
	{"statustext", "a switch as in net/http: texts"},
	{"http", "net/http, for StatusText"},
	{"textproto", "net/textproto: a reply read"},
	{"gosmtp", "go-smtp's client: a reply read"},
	{"guerrilla", "go-guerrilla's response: a reply written"},
	{"mox", "mox's smtpclient: a reply read"},
	{"builder", "x/text with one text in a Builder"},
}

// A start is what a program does before main: how many packages do something, and how
// much.
type start struct {
	packages       int
	milliseconds   float64
	octets, allocs int
}

var traced = regexp.MustCompile(`(?m)^init (\S+) @\S+ ms, (\S+) ms clock, (\d+) bytes, (\d+) allocs$`)

// measure builds a program and starts it some times, of which the fastest counts.
func measure(s settings, name string) (size int64, best start, out string, err error) {
	binary := filepath.Join(s.temp, name)
	if _, err := output(".", "go", "build", "-trimpath", "-o", binary, filepath.Join("programs", name+".go")); err != nil {
		return 0, best, "", err
	}
	info, err := os.Stat(binary)
	if err != nil {
		return 0, best, "", err
	}
	for i := range 5 {
		cmd := exec.Command(binary, "550", "5.1.1", "5001001")
		cmd.Env = append(os.Environ(), "GODEBUG=inittrace=1")
		var stdout, stderr bytes.Buffer
		cmd.Stdout, cmd.Stderr = &stdout, &stderr
		if err := cmd.Run(); err != nil {
			return 0, best, "", fmt.Errorf("%s: %w\n%s", name, err, stderr.Bytes())
		}
		var this start
		for _, m := range traced.FindAllStringSubmatch(stderr.String(), -1) {
			ms, _ := strconv.ParseFloat(m[2], 64)
			octets, _ := strconv.Atoi(m[3])
			allocs, _ := strconv.Atoi(m[4])
			this.packages++
			this.milliseconds += ms
			this.octets += octets
			this.allocs += allocs
		}
		if i == 0 || this.milliseconds < best.milliseconds {
			best, out = this, stdout.String()
		}
	}
	return info.Size(), best, out, nil
}

func startAndSize(page *bytes.Buffer, s settings) error {
	hello, none, _, err := measure(s, "hello")
	if err != nil {
		return err
	}
	fmt.Fprintf(page, `
## Start and size

What each adds to `+"`programs/hello.go`"+`, a program of %d KB that prints its arguments: the size of the binary, and by
`+"`GODEBUG=inittrace=1`"+` the work of package variables and init functions before main. None of it is ours: what reply, cause and
catalog add at start is that of net, which net/textproto needs, and of x/text.

| program | KB | packages | ms | B | allocs |
|---|--:|--:|--:|--:|--:|
`, hello/1024)
	var first string
	for _, p := range programs {
		size, begun, out, err := measure(s, p.name)
		if err != nil {
			return err
		}
		fmt.Fprintf(page, "| %s | %+d | %+d | %+.3f | %+d | %+d |\n", p.does, (size-hello)/1024,
			begun.packages-none.packages, begun.milliseconds-none.milliseconds, begun.octets-none.octets, begun.allocs-none.allocs)
		if p.name == "catalog" {
			first = strings.Join(strings.Split(out, "\n")[:2], ", ")
		}
	}
	fmt.Fprintf(page, `
Catalog pays on first use: %s. CatalogStart above is what the other shapes pay.

Smaller than ours are those that have less: a switch has texts and nothing else, stringer and go-enum have names, net/textproto
no codes at all; ours have names, texts, rules, pairs and their sources. Milliseconds under 0.1 are noise.
`, first)
	return nil
}
