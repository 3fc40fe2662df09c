//go:build smtpstatus_wide

package main

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/smtpstatus/smtpstatus/gen/internal/load"
	"github.com/smtpstatus/smtpstatus/gen/internal/model"
	"github.com/smtpstatus/smtpstatus/reply"
	"github.com/smtpstatus/smtpstatus/spec"
)

// BenchmarkGrowth finds the rule that decides among our rules, and among four and
// sixteen times as many. Tables of so many rules need wide places:
//
//	go test -tags smtpstatus_wide -run '^$' -bench Growth -count 6 ./gen
func BenchmarkGrowth(b *testing.B) {
	ours, err := load.Load(fs.FS(spec.FS), "spec")
	if err != nil {
		b.Fatal(err)
	}
	var replies []reply.Reply
	for _, file := range ours.Observed {
		for _, rule := range file.Rules {
			for _, example := range rule.Examples {
				if r, err := reply.ParseObserved(example.Text); err == nil {
					replies = append(replies, r)
				}
			}
		}
	}
	random := rand.New(rand.NewPCG(1, 2))
	random.Shuffle(len(replies), func(i, j int) { replies[i], replies[j] = replies[j], replies[i] })
	for _, times := range []int{1, 4, 16} {
		grown := *ours
		grown.Observed = slices.Clone(ours.Observed)
		for n := range times - 1 {
			grown.Observed = append(grown.Observed, reordered(ours.Observed, n, random)...)
		}
		m := model.Build(&grown)
		t := tables(m)
		b.Run(fmt.Sprintf("wordings=%d", len(m.Observed)), func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				t.Match(replies[i%len(replies)], 0)
			}
		})
	}
}

// reordered makes other rules of the rules: in each segment the word that says most, the
// longest, is another one, in every second wording one that no reply has. A quarter of them
// keeps what stands behind the last gap.
func reordered(files []load.ObservedFile, n int, random *rand.Rand) []load.ObservedFile {
	var words []string
	for _, file := range files {
		for _, rule := range file.Rules {
			for _, text := range rule.Wordings {
				for _, segment := range model.Segments(text) {
					words = append(words, longest(segment))
				}
			}
		}
	}
	var others []load.ObservedFile
	for _, file := range files {
		other := load.ObservedFile{Origin: file.Origin, Rules: slices.Clone(file.Rules)}
		i := 0
		for place := range other.Rules {
			r := &other.Rules[place]
			r.ID.Text = fmt.Sprintf("%s-%d", r.ID.Text, n)
			r.Wordings = slices.Clone(r.Wordings)
			for w, text := range r.Wordings {
				var parts []string
				segments := model.Segments(text)
				for place, segment := range segments {
					if i%4 == 1 && place > 0 && place == len(segments)-1 {
						parts = append(parts, strings.Join(segment, " "))
						continue
					}
					w := words[random.IntN(len(words))]
					if i%2 == 0 || len(segment) == 1 {
						w += fmt.Sprintf("x%dq", n)
					}
					segment = slices.Clone(segment)
					segment[slices.Index(segment, longest(segment))] = w
					parts = append(parts, strings.Join(segment, " "))
				}
				r.Wordings[w] = strings.Join(parts, " {} ")
				i++
			}
		}
		others = append(others, other)
	}
	return others
}

func longest(words []string) string {
	return slices.MaxFunc(words, func(a, b string) int { return len(a) - len(b) })
}
