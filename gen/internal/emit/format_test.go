package emit

import (
	"go/format"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// rendered has rows as jennifer renders them: plain ones, and such as look like them.
const rendered = `package p

var numbers = [] Place {
0,1163,0,0x1f,
7,

12,
-1,
2 : 3,
}
var keyed = [...] uint8 {
OK - firstCode : 1,
StartTLS - firstCode : 2,
3 : 4,
"a"[0] : 5,
}
var texts = [] string {
"",
"a \"quoted\", {word} : and \\",
"two " + "parts",
"a" : "b",
}
var rules = [] RuleRow {
{},
{Cause : AuthRequired,Origin : origin.MailEnable},
{Code : 550,
When : "a line of its own"},
{Inner : 12,
},
{ {1,2},{3} },
{0, 1163, 7},{12,5,65535},
{ {1,
2},{3},
{4,5} },
{ {6,
7},{8,
9} },
{1,2 : 3},4 : {5},
{
},
{Name : "a,b : c"},
{A : -1,B : 1 +2},
}
var nested = Tables {
Slots : [] Place {
1,2,
3,4,
},
Rules : rules,
}

func f() {
g(1,
2,
"x",
)
}
`

func TestGofmt(t *testing.T) {
	want, err := format.Source([]byte(rendered))
	if err != nil {
		t.Fatal(err)
	}
	got, err := gofmt([]byte(rendered))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("not as gofmt leaves it (-want +got):\n%s", diff)
	}
}

func TestGofmtFails(t *testing.T) {
	if _, err := gofmt([]byte("package p\n\nvar a = [] int {\n1,2,\n")); err == nil {
		t.Error("no error for a list that does not end")
	}
}
