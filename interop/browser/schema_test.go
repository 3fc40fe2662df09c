package browser

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

func read(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(docs, name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// compile reads the schema, which must be one itself.
func compile(t *testing.T) *jsonschema.Schema {
	t.Helper()
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(read(t, "smtpstatus.schema.json")))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	if err := compiler.AddResource("smtpstatus.schema.json", document); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("smtpstatus.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func TestDataFitsTheSchema(t *testing.T) {
	data, err := jsonschema.UnmarshalJSON(bytes.NewReader(read(t, "smtpstatus.json")))
	if err != nil {
		t.Fatal(err)
	}
	if err := compile(t).Validate(data); err != nil {
		t.Error(err)
	}
}

// TestSchemaRefuses: a schema that takes everything would not be noticed otherwise.
func TestSchemaRefuses(t *testing.T) {
	schema := compile(t)
	for name, spoil := range map[string]func(data map[string]any){
		"a list is missing":   func(data map[string]any) { delete(data, "pairs") },
		"a list is empty":     func(data map[string]any) { data["codes"] = []any{} },
		"an unknown list":     func(data map[string]any) { data["notes"] = []any{} },
		"an unknown key":      func(data map[string]any) { row(data, "rules")["weight"] = 1 },
		"a code as a number":  func(data map[string]any) { row(data, "codes")["code"] = 550 },
		"a code out of range": func(data map[string]any) { row(data, "codes")["code"] = "605" },
		"an unknown fault":    func(data map[string]any) { row(data, "causes")["fault"] = "nobody" },
		"no example":          func(data map[string]any) { row(data, "rules")["examples"] = []any{} },
		"no sources":          func(data map[string]any) { delete(row(data, "validity"), "sources") },
		"an enhanced code with a leading zero": func(data map[string]any) {
			row(data, "practice")["enhanced"] = "5.07.1"
		},
		"English is missing": func(data map[string]any) { delete(data["texts"].(map[string]any), "en") },
	} {
		var data map[string]any
		if err := json.Unmarshal(read(t, "smtpstatus.json"), &data); err != nil {
			t.Fatal(err)
		}
		spoil(data)
		if schema.Validate(data) == nil {
			t.Errorf("the schema takes data in which there is %s", name)
		}
	}
}

func row(data map[string]any, list string) map[string]any {
	return data[list].([]any)[0].(map[string]any)
}
