package main

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// growthOfReplies shows how the time grows with the length of a reply.
func growthOfReplies(page *bytes.Buffer, table map[string][]result) error {
	lengths := []string{"50", "500", "5000"}
	fmt.Fprintf(page, "\n## How cost grows\n\n### With the length of a reply\n\nIn octets, as one line and as many. net/textproto gives the code and one text. The fastest of all rounds.\n\n| way | %s | 100 times the octets cost |\n|---|--:|--:|--:|--:|\n", strings.Join(lengths, " | "))
	for _, shape := range []struct{ name, title string }{{"line", "one line"}, {"lines", "many lines"}} {
		for _, way := range []string{"reply.Parse", "reply.ParseObserved", "cause.Of", "textproto"} {
			cells := []string{way + ", " + shape.title}
			first, last := 0.0, 0.0
			for _, length := range lengths {
				row := table[fmt.Sprintf("/%s/octets=%s", shape.name, length)]
				i := slices.IndexFunc(row, func(r result) bool { return r.way == way })
				if i < 0 {
					return fmt.Errorf("no benchmark of %s with %s octets", way, length)
				}
				last = row[i].fastest
				first = cmp.Or(first, last)
				cells = append(cells, duration(last))
			}
			fmt.Fprintf(page, "| %s | %s |\n", strings.Join(cells, " | "), times(last/first))
		}
	}
	return nil
}

// growth measures copies of the module with larger specs.
func growth(page *bytes.Buffer, s settings) error {
	same := func(string) error { return nil }
	page.WriteString(`
## How cost grows: the spec

Copies of this module, generated again from a larger spec. The generator's time is that of ` + "`gen -check`" + `, built; it reads
and checks the rules of observed replies too, which are most of the spec and do not grow here. Times are the fastest of
some rounds.
`)
	for _, g := range []struct {
		title        string
		copies       []*copied
		program, pkg string
		bench        []string
	}{
		{
			"Conditions, pairs and their texts",
			[]*copied{
				{name: "×1", change: same},
				{name: "×3", change: func(dir string) error { return multiply(dir, 3) }},
				{name: "×10", change: func(dir string) error { return multiply(dir, 10) }},
			},
			"smtpcodes", "enhanced", []string{"^Benchmark(Parse|Name|Text|String)$/^way=(enhanced|smtpstatus)$"},
		},
		{
			"Languages; the new ones are copies of Simplified Chinese under other tags",
			[]*copied{
				{name: "3", change: same},
				{name: "30", change: func(dir string) error { return translate(dir, 30) }},
			},
			"catalog", "catalog", []string{"^BenchmarkTexts$/^(Code|Enhanced|CodeMeaning)$/^zh-Hant$", "^BenchmarkFor$", "^BenchmarkForString$/^locale$", "^BenchmarkFirstUse$/^smtpstatus$"},
		},
	} {
		for i, c := range g.copies {
			c.dir = filepath.Join(s.temp, fmt.Sprintf("%s%d", g.program, i))
			if err := c.make(g.program, g.pkg); err != nil {
				return err
			}
		}
		for range s.count { // rounds, so that noise meets every copy alike
			for _, c := range g.copies {
				if err := c.run(g.pkg, g.bench); err != nil {
					return err
				}
			}
		}
		fmt.Fprintf(page, "\n### %s\n\n", g.title)
		printGrowth(page, g.program, g.copies)
	}
	return growthOfRules(page)
}

// growthOfRules prints the benchmark of the matcher with one, four and sixteen times the
// rules, for which its tables are wide.
func growthOfRules(page *bytes.Buffer) error {
	out, err := output("..", "go", "test", "-tags", "smtpstatus_wide", "-run", "^$", "-bench", "Growth", "-count", "3", "./gen")
	if err != nil {
		return err
	}
	var lines []string
	for line := range strings.Lines(out) {
		if strings.HasPrefix(line, "Benchmark") {
			lines = append(lines, strings.TrimSpace(line))
		}
	}
	if len(lines) == 0 {
		return errors.New("no benchmark of growth in package gen")
	}
	fmt.Fprintf(page, "\n### Rules of the matcher\n\nBy `go test -tags smtpstatus_wide -run '^$' -bench Growth -count 3 ./gen`. With sixteen times the rules the tables are some 30 MB, which no\ncache holds: what grows is the time to fetch them.\n\n```text\n%s\n```\n", strings.Join(lines, "\n"))
	return nil
}

// copied is a copy of the module with another spec, and what was measured of it.
type copied struct {
	name      string
	change    func(spec string) error
	dir       string
	generator time.Duration
	broken    string // what the compiler says, if the generated code does not compile
	size      int64
	names     []string // of benchmarks
	seconds   map[string]float64
}

// make copies the module without interop, changes the spec, generates, and builds a
// program and the tests of a package.
func (c *copied) make(program, pkg string) error {
	if err := copyModule(c.dir); err != nil {
		return err
	}
	if err := c.change(filepath.Join(c.dir, "spec")); err != nil {
		return err
	}
	if _, err := output(c.dir, "go", "build", "-o", "generator", "./gen"); err != nil {
		return err
	}
	if _, err := output(c.dir, "./generator", "-spec", "spec"); err != nil {
		return err
	}
	for i := range 3 {
		cmd := exec.Command("./generator", "-spec", "spec", "-check")
		cmd.Dir = c.dir
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("gen -check: %w\n%.2000s", err, out)
		}
		if took := cmd.ProcessState.UserTime(); i == 0 || took < c.generator {
			c.generator = took
		}
	}

	source, err := os.ReadFile(filepath.Join("programs", program+".go"))
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(c.dir, program+".go"), source, 0o644); err != nil {
		return err
	}
	if _, err := output(c.dir, "go", "build", "-trimpath", "-o", program+".bin", program+".go"); err != nil {
		c.broken = firstFault.FindString(err.Error())
		if c.broken == "" {
			return err
		}
		return nil
	}
	info, err := os.Stat(filepath.Join(c.dir, program+".bin"))
	if err != nil {
		return err
	}
	c.size = info.Size()

	_, err = output(c.dir, "go", "test", "-c", "-o", "bench", "./"+pkg)
	return err
}

// run runs benchmarks and keeps the fastest.
func (c *copied) run(pkg string, benchmarks []string) error {
	if c.broken != "" {
		return nil
	}
	if c.seconds == nil {
		c.seconds = make(map[string]float64)
	}
	for _, pattern := range benchmarks {
		out, err := output(filepath.Join(c.dir, pkg), "../bench", "-test.run", "^$", "-test.bench", pattern, "-test.benchtime", "20ms")
		if err != nil {
			return err
		}
		found := measured.FindAllStringSubmatch(out, -1)
		if len(found) == 0 {
			return fmt.Errorf("no benchmark of %s is named %s", pkg, pattern)
		}
		for _, m := range found {
			ns, _ := strconv.ParseFloat(m[2], 64)
			old, ok := c.seconds[m[1]]
			if !ok {
				c.names = append(c.names, m[1])
			}
			if !ok || ns/1e9 < old {
				c.seconds[m[1]] = ns / 1e9
			}
		}
	}
	return nil
}

// firstFault is what the compiler says first.
var firstFault = regexp.MustCompile(`(?m)^\S+\.go:\d+:.*$`)

// copyModule copies the module without interop.
func copyModule(dir string) error {
	return filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel("..", path)
		if err != nil {
			return err
		}
		if d.IsDir() {
			if rel == "interop" || rel != "." && strings.HasPrefix(d.Name(), ".") {
				return filepath.SkipDir
			}
			return os.MkdirAll(filepath.Join(dir, rel), 0o755)
		}
		if !d.Type().IsRegular() {
			return nil
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(dir, rel), data, 0o644)
	})
}

// printGrowth prints a table with a column for each copy and the ratio of the last that
// compiles to the first.
func printGrowth(page *bytes.Buffer, program string, copies []*copied) {
	header := []string{"what"}
	last := copies[0]
	for _, c := range copies {
		header = append(header, c.name)
		if c.broken == "" {
			last = c
		}
	}
	fmt.Fprintf(page, "| %s | growth |\n|---|%s\n", strings.Join(header, " | "), strings.Repeat("--:|", len(copies)+1))
	row := func(what string, value func(*copied) float64, show func(float64) string, last *copied) {
		cells := []string{what}
		for _, c := range copies {
			cells = append(cells, "")
			if v := value(c); v != 0 {
				cells[len(cells)-1] = show(v)
			}
		}
		fmt.Fprintf(page, "| %s | %s to %s: %s |\n", strings.Join(cells, " | "), copies[0].name, last.name, times(value(last)/value(copies[0])))
	}
	row("gen -check, time of the processor", func(c *copied) float64 { return c.generator.Seconds() }, duration, copies[len(copies)-1])
	row("the binary of programs/"+program+".go", func(c *copied) float64 { return float64(c.size) },
		func(v float64) string { return fmt.Sprintf("%.0f KB", v/1024) }, last)
	for _, name := range copies[0].names {
		row(name, func(c *copied) float64 { return c.seconds[name] }, duration, last)
	}
	for _, c := range copies {
		if c.broken != "" {
			fmt.Fprintf(page, "\nAt %s the generated code does not compile: `%s`.\n", c.name, c.broken)
		}
	}
}

var measured = regexp.MustCompile(`(?m)^Benchmark(\S+?)(?:-\d+)?\s+\d+\s+(\S+) ns/op`)

var condition = regexp.MustCompile(`^[X245]\.\d+\.(\d+)$`)

// copies returns a condition or an enhanced code and factor-1 others, whose details are
// larger by hundreds. What is neither has no others.
func copies(code string, factor int) []string {
	all := []string{code}
	m := condition.FindStringSubmatch(code)
	if m == nil {
		return all
	}
	detail, _ := strconv.Atoi(m[1])
	if detail >= 100 {
		return all
	}
	for k := 1; k < factor; k++ {
		all = append(all, strings.TrimSuffix(code, m[1])+strconv.Itoa(detail+100*k))
	}
	return all
}

// multiply makes a spec of factor times as many conditions, pairs and texts for them.
func multiply(spec string, factor int) error {
	err := errors.Join(
		multiplyCSV(filepath.Join(spec, "enhanced.csv"), factor, "code", ""),
		multiplyCSV(filepath.Join(spec, "pairs.csv"), factor, "enhanced", "code"),
	)
	names, err2 := filepath.Glob(filepath.Join(spec, "text", "*.yaml"))
	err = errors.Join(err, err2)
	for _, name := range names {
		err = errors.Join(err, multiplyYAML(name, factor))
	}
	return err
}

// multiplyCSV copies the rows that have a condition or an enhanced code in a column. The
// order is that of the codes among neighbours that are alike in another column.
func multiplyCSV(name string, factor int, column, alike string) error {
	data, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	records, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		return err
	}
	header := records[0]
	code := slices.Index(header, column)
	rows := multiplyEach(records[1:], func(row []string) (key, group string, ok bool) {
		if i := slices.Index(header, alike); i >= 0 {
			group = row[i]
		}
		return row[code], group, condition.MatchString(row[code])
	}, func(row []string, copied string, k int) []string {
		row = slices.Clone(row)
		row[code] = copied
		if i := slices.Index(header, "name"); i >= 0 {
			row[i] += strings.Repeat("Again", k)
		}
		return row
	}, factor)
	var out bytes.Buffer
	if err := csv.NewWriter(&out).WriteAll(append([][]string{header}, rows...)); err != nil {
		return err
	}
	return os.WriteFile(name, out.Bytes(), 0o644)
}

const conditionKey = "- key: condition."

// multiplyYAML gives the new conditions the texts of the old.
func multiplyYAML(name string, factor int) error {
	data, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	entries := strings.SplitAfter(strings.TrimSuffix(string(data), "\n")+"\n", "\n")
	var texts []string // an entry each: its lines begin with "- " and then with spaces
	for _, line := range entries {
		if len(texts) == 0 || strings.HasPrefix(line, "- ") {
			texts = append(texts, "")
		}
		texts[len(texts)-1] += line
	}
	texts = multiplyEach(texts, func(entry string) (key, group string, ok bool) {
		line, _, _ := strings.Cut(entry, "\n")
		key, ok = strings.CutPrefix(line, conditionKey)
		return key, "", ok
	}, func(entry, copied string, _ int) string {
		_, rest, _ := strings.Cut(entry, "\n")
		return conditionKey + copied + "\n" + rest
	}, factor)
	return os.WriteFile(name, []byte(strings.Join(texts, "")), 0o644)
}

// multiplyEach copies the rows that have a code. Neighbours of a group stand in the order
// of their codes.
func multiplyEach[T any](rows []T, key func(T) (code, group string, ok bool), another func(row T, code string, k int) T, factor int) []T {
	type coded struct {
		code string
		row  T
	}
	var out []T
	var pending []coded
	last := ""
	flush := func() {
		slices.SortStableFunc(pending, func(a, b coded) int { return slices.Compare(numbers(a.code), numbers(b.code)) })
		for _, p := range pending {
			out = append(out, p.row)
		}
		pending = nil
	}
	for _, row := range rows {
		code, group, ok := key(row)
		if !ok || group != last {
			flush()
			last = group
		}
		if !ok {
			out = append(out, row)
			continue
		}
		for k, copied := range copies(code, factor) {
			if k > 0 {
				pending = append(pending, coded{copied, another(row, copied, k)})
			} else {
				pending = append(pending, coded{code, row})
			}
		}
	}
	flush()
	return out
}

func numbers(code string) []int {
	var all []int
	for part := range strings.SplitSeq(code, ".") {
		n, _ := strconv.Atoi(part)
		all = append(all, n)
	}
	return all
}

// translate gives the spec n languages, by copies of one that is complete.
func translate(spec string, n int) error {
	source, err := os.ReadFile(filepath.Join(spec, "text", "zh.yaml"))
	if err != nil {
		return err
	}
	names, err := filepath.Glob(filepath.Join(spec, "text", "*.yaml"))
	if err != nil {
		return err
	}
	have := len(names)
	for _, tag := range strings.Fields("ar bg cs da de el es et fa fi fr he hi hr hu id it ja ko lt lv ms nb nl pl pt ro ru sk sl sr sv ta th tr uk vi") {
		if have == n {
			break
		}
		name := filepath.Join(spec, "text", tag+".yaml")
		if _, err := os.Stat(name); err == nil {
			continue
		}
		// The full stop of Chinese is none in other languages, and lint says so.
		if err := os.WriteFile(name, bytes.ReplaceAll(source, []byte("。"), []byte(".")), 0o644); err != nil {
			return err
		}
		have++
	}
	return nil
}
