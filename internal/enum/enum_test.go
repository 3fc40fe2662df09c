package enum_test

import (
	"math"
	"testing"

	"github.com/smtpstatus/smtpstatus/internal/enum"
)

// A table has the texts of a type's values, with gaps and up to the last.
type (
	table   map[uint8]string
	nothing uint8 // zero means none
	named   uint8 // zero has a text
)

var (
	nothings = table{2: "two", math.MaxUint8: "last"}
	nameds   = table{0: "zero", 2: "two", math.MaxUint8: "last"}
)

func (n nothing) String() string { return nothings[uint8(n)] }
func (n named) String() string   { return nameds[uint8(n)] }

func TestEveryValue(t *testing.T) {
	check(t, "nothing", nothing(0), nothings, true)
	check(t, "named", named(0), nameds, false)
}

func check[T enum.Value](t *testing.T, name string, zero T, texts table, empty bool) {
	t.Helper()
	for n := range math.MaxUint8 + 1 {
		want, ok := texts[uint8(n)]
		ok = ok || n == 0 && empty
		b, appended := enum.Append([]byte("x"), T(n))
		if string(b) != "x"+want || appended != ok {
			t.Errorf("Append(%s %d) = %q, %v, want %q, %v", name, n, b, appended, "x"+want, ok)
		}
		if !ok {
			continue
		}
		got := T(7)
		if read := enum.Read(&got, []byte(want)); !read || got != T(n) {
			t.Errorf("Read of %s %q = %d, %v, want %d", name, want, got, read, n)
		}
	}
	for _, text := range []string{"three", "Two", "two ", "\x00"} {
		got := T(7)
		if enum.Read(&got, []byte(text)) || got != 7 {
			t.Errorf("Read of %s %q took it, and the value became %d", name, text, got)
		}
	}
	for _, text := range [][]byte{nil, {}} {
		got := T(7)
		if read := enum.Read(&got, text); read != empty || read && got != zero || !read && got != 7 {
			t.Errorf("Read of %s and empty text: %v, and the value became %d", name, read, got)
		}
	}
}
