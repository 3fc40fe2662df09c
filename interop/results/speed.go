package main

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// titles are the benchmarks in the order of the page, each with a sentence.
var titles = []struct{ name, title string }{
	{"CodeString", "550 as text"},
	{"CodeName", "the name of the constant of 550"},
	{"CodeText", "the standard's text of 550; `switch` is the shape of http.StatusText, with our codes"},
	{"CodeParse", "550 from text; enumer and go-enum read the names that they print"},
	{"CodeClass", "the class of 550"},
	{"CodeKnown", "whether a code is registered"},
	{"Allows", "whether a code may answer a command"},
	{"EnhancedString", "5.7.26 as text"},
	{"EnhancedName", "the name of the constant of 5.7.26"},
	{"EnhancedText", "the registry's text of 5.7.26"},
	{"EnhancedParse", "5.7.26 from text; mox finds where it ends and makes no number of it, go-mail looks for it in a whole reply and compiles its expression each time"},
	{"EnhancedClass", "the class of 5.7.26"},
	{"ReplyParse", "a reply of a real server from a string; net/textproto needs readers around it, which are kept"},
	{"ReplyRead", "a reply of a real server from a connection; mox logs and counts it too"},
	{"ReplyWrite", "a reply with an enhanced code to the wire; go-smtp puts that on the last line only, go-guerrilla writes one line"},
	{"Exchange", "a command written and its reply read, by clients"},
	{"Cause", "why a reply refused, by all rules of the spec; the replies are the rules' examples, and regexp is one expression with every rule as an alternative"},
	{"CauseStart", "what is done before the first cause; ours does nothing"},
	{"CatalogText", "the text of a code in Traditional Chinese; the others through a message.Printer"},
	{"CatalogPrint", "any text through a message.Printer"},
	{"CatalogFor", "the texts for a reader: we read a locale, x/text a tag"},
	{"CatalogStart", "what is done before the first text; ours does it when it is first used, see below"},
}

const base = "smtpstatus"

// remarks say why a way is as fast as ours or faster, by benchmark and way.
var remarks = map[string]string{
	"CodeClass divide":            "nothing is faster than a division by a constant. Ours compares as well, to give 0 for what is no code.",
	"EnhancedClass divide":        "the same division; ours also checks that the class is 2, 4 or 5.",
	"EnhancedClass first-digit":   "an octet of a text that is there already; ours needs no text.",
	"ReplyRead textproto":         "it gives one text and looks for no enhanced code; we give the lines and the code, within limits. go-smtp, which does look, reads by net/textproto first.",
	"Exchange net-smtp":           "net/smtp reads by net/textproto, see ReplyRead.",
	"Exchange net-smtp+FromError": "net/smtp reads by net/textproto, and FromError splits the text afterwards, and only if it refuses.",
	"CatalogPrint gotext":         "all three are a map and then x/text's printer, which takes most of the time; ours takes one more step to the message, which it compiles when it is first printed.",
	"CatalogPrint Builder":        "as for gotext.",
	"CatalogFor MatchStrings":     "ForString also reads locales and headers, and makes sure that a close language is the same one. A program calls it once a reader.",
	"EnhancedName stringer":       "a map of some hundred entries that stays in the cache.",
}

// result is the fastest round of a way, and what benchstat says of all rounds.
type result struct {
	way            string
	fastest        float64
	seconds        float64 // the median
	spread         string
	octets, allocs string
	ratio          float64 // of medians
	indistinct     bool
}

func speed(page *bytes.Buffer, s settings) error {
	binary := filepath.Join(s.temp, "bench")
	if _, err := output(".", "go", "test", "-c", "-o", binary, "."); err != nil {
		return err
	}
	var raw bytes.Buffer
	for range s.count { // rounds, so that noise meets every way alike
		out, err := output(".", binary, "-test.run", "^$", "-test.bench", ".", "-test.benchtime", s.benchtime)
		if err != nil {
			return err
		}
		raw.WriteString(out)
	}
	name := filepath.Join(s.temp, "bench.txt")
	if err := os.WriteFile(name, raw.Bytes(), 0o644); err != nil {
		return err
	}
	tables, err := compare(name)
	if err != nil {
		return err
	}
	fmt.Fprintf(page, `
## Speed

The same work in each way, on shuffled input, %d rounds of `+"`go test -bench .`"+`. The first two columns are of the fastest round,
which other programs disturbed least: its time, and how many times ours that is. Then what benchstat says of all rounds: the
median, its spread and its ratio to ours, where ≈ means that the noise is larger than the difference. B and allocs are for
one operation.
`, s.count)
	var behind []string
	for _, t := range titles {
		rows := tables[t.name][""]
		if len(rows) == 0 {
			return fmt.Errorf("no benchmark %s", t.name)
		}
		slices.SortFunc(rows, func(a, b result) int {
			if a.way == base {
				return -1
			}
			if b.way == base {
				return 1
			}
			return cmp.Compare(a.fastest, b.fastest)
		})
		fmt.Fprintf(page, "\n**%s**: %s.\n\n| way | fastest | ratio | median | ± | ratio | B | allocs |\n|---|--:|--:|--:|--:|--:|--:|--:|\n", t.name, t.title)
		ours := rows[0]
		for _, r := range rows {
			ratio, ofMedians := "", ""
			if ours.way == base {
				ratio, ofMedians = times(r.fastest/ours.fastest), times(r.ratio)
				if r.indistinct {
					ofMedians = "≈"
				}
			}
			fmt.Fprintf(page, "| %s | %s | %s | %s | %s | %s | %s | %s |\n", r.way, duration(r.fastest), ratio, duration(r.seconds), r.spread, ofMedians, r.octets, r.allocs)
			if ours.way == base && !strings.HasPrefix(r.way, base) && r.fastest < ahead*ours.fastest {
				remark := cmp.Or(remarks[t.name+" "+r.way], "within the noise of this run, or not looked into yet.")
				behind = append(behind, fmt.Sprintf("- %s, %s (%s): %s", t.name, r.way, ratio, remark))
			}
		}
	}
	if len(behind) > 0 {
		fmt.Fprintf(page, "\n### Where ours is not ahead\n\nEverything that took less than %v times our time in its fastest round.\n\n%s\n", ahead, strings.Join(behind, "\n"))
	}
	return growthOfReplies(page, tables["GrowthReply"])
}

// ahead is how many times our time another way must take for us to be ahead.
const ahead = 1.15

// compare runs benchstat on the output of benchmarks and returns what it says, by the
// name of the benchmark and by what stands in its name beside the way.
func compare(name string) (map[string]map[string][]result, error) {
	out, err := output(".", "go", "run", benchstat, "-format", "csv", "-table", ".name", "-row", ".fullname", "-col", "/way", name)
	if err != nil {
		return nil, err
	}
	reader := csv.NewReader(strings.NewReader(out))
	reader.FieldsPerRecord = -1
	records, err := reader.ReadAll()
	if err != nil {
		return nil, err
	}
	tables := make(map[string]map[string][]result)
	var table map[string][]result
	var ways, units []string
	for _, cells := range records {
		switch {
		case len(cells) == 1 && strings.HasPrefix(cells[0], ".name: "):
			table = make(map[string][]result)
			tables[strings.TrimPrefix(cells[0], ".name: ")] = table
		case len(cells) > 1 && cells[0] == "" && isUnit(cells[1]):
			units = cells
		case len(cells) > 1 && cells[0] == "":
			ways = cells
		case len(cells) > 1 && cells[0] != "geomean" && table != nil:
			row := strings.TrimSuffix(strings.TrimPrefix(cells[0], "*"), "-"+strconv.Itoa(procs(cells[0])))
			for i, way := range ways {
				if way != "" {
					note(table, row, way, units, cells, i)
				}
			}
		}
	}
	return tables, addFastest(name, tables)
}

// addFastest notes the fastest round of each way.
func addFastest(name string, tables map[string]map[string][]result) error {
	data, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	for _, m := range round.FindAllStringSubmatch(string(data), -1) {
		ns, err := strconv.ParseFloat(m[4], 64)
		if err != nil {
			return err
		}
		rows := tables[m[1]][m[2]]
		for i := range rows {
			if r := &rows[i]; r.way == m[3] && (r.fastest == 0 || ns/1e9 < r.fastest) {
				r.fastest = ns / 1e9
			}
		}
	}
	return nil
}

// round is a line of a benchmark: its name, what stands before the way, the way, and the
// nanoseconds.
var round = regexp.MustCompile(`(?m)^Benchmark([^/\s]+)(\S*)/way=(\S+?)(?:-\d+)?\s+\d+\s+(\S+) ns/op`)

func isUnit(s string) bool { return strings.HasSuffix(s, "/op") || strings.HasSuffix(s, "/s") }

// procs returns the number of processors that stands behind the name of a benchmark.
func procs(name string) int {
	_, digits, _ := strings.Cut(name[max(strings.LastIndexByte(name, '-'), 0):], "-")
	n, _ := strconv.Atoi(digits)
	return n
}

// note keeps the cells of a way, which begin at column i.
func note(table map[string][]result, row, way string, units, cells []string, i int) {
	if i >= len(cells) || cells[i] == "" {
		return
	}
	at := slices.IndexFunc(table[row], func(r result) bool { return r.way == way })
	if at < 0 {
		at = len(table[row])
		table[row] = append(table[row], result{way: way, ratio: 1})
	}
	r := &table[row][at]
	switch units[i] {
	case "sec/op":
		r.seconds, _ = strconv.ParseFloat(cells[i], 64)
		r.spread = cells[i+1]
		if i > 1 && i+2 < len(cells) {
			r.indistinct = cells[i+2] == "~"
			r.ratio = r.seconds / table[row][0].seconds
		}
	case "B/op":
		r.octets = count(cells[i])
	case "allocs/op":
		r.allocs = count(cells[i])
	}
}

// count shows a number of octets or allocations without a fraction.
func count(s string) string {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return s
	}
	return fmt.Sprintf("%.0f", f)
}

func duration(seconds float64) string {
	switch ns := seconds * 1e9; {
	case ns < 100:
		return fmt.Sprintf("%.1f ns", ns)
	case ns < 10_000:
		return fmt.Sprintf("%.0f ns", ns)
	case ns < 1_000_000:
		return fmt.Sprintf("%.1f µs", ns/1e3)
	default:
		return fmt.Sprintf("%.1f ms", ns/1e6)
	}
}

func times(ratio float64) string {
	if ratio < 10 {
		return fmt.Sprintf("%.2f×", ratio)
	}
	return fmt.Sprintf("%.0f×", ratio)
}
