package cause_test

import (
	"io/fs"
	"math/rand/v2"
	"testing"

	"go.yaml.in/yaml/v4"

	"github.com/smtpstatus/smtpstatus/cause"
	"github.com/smtpstatus/smtpstatus/reply"
	"github.com/smtpstatus/smtpstatus/spec"
)

// replies reads the examples of all rules, shuffled.
func replies(tb testing.TB) []reply.Reply {
	var list []reply.Reply
	names, err := fs.Glob(spec.FS, "observed/*.yaml")
	if err != nil {
		tb.Fatal(err)
	}
	for _, name := range names {
		data, err := fs.ReadFile(spec.FS, name)
		if err != nil {
			tb.Fatal(err)
		}
		var rules []struct{ Examples []string }
		if err := yaml.Unmarshal(data, &rules); err != nil {
			tb.Fatal(err)
		}
		for _, rule := range rules {
			for _, example := range rule.Examples {
				r, _ := reply.ParseObserved(example)
				list = append(list, r)
			}
		}
	}
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list
}

func BenchmarkOf(b *testing.B) {
	list := replies(b)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		cause.Of(list[i%len(list)])
	}
}

func TestAllocs(t *testing.T) {
	list := replies(t)
	i := 0
	if n := testing.AllocsPerRun(len(list), func() { cause.Of(list[i%len(list)]); i++ }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
