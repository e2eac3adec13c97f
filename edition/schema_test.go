package edition

import (
	"encoding/json"
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"reflect"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write docs/edition.schema.json anew")

// TestSchema holds the JSON Schema under docs/ to the Go types and their comments, from which it is made.
func TestSchema(t *testing.T) {
	got, err := json.MarshalIndent(schema(t), "", " ")
	if err != nil {
		t.Fatal(err)
	}
	got = append(got, '\n')
	const path = "../docs/edition.schema.json"
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Errorf("%s is not what the types say: run go test ./edition -update", path)
	}
}

type object = map[string]any

// schema reads edition.go: each struct becomes a definition, each string type with constants an enumeration.
func schema(t *testing.T) object {
	file, err := parser.ParseFile(token.NewFileSet(), "edition.go", nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	defs, enums := object{}, map[string][]any{}
	ast.Inspect(file, func(n ast.Node) bool {
		if v, ok := n.(*ast.ValueSpec); ok && len(v.Values) == 1 {
			if typ, ok := v.Type.(*ast.Ident); ok {
				enums[typ.Name] = append(enums[typ.Name], strings.Trim(v.Values[0].(*ast.BasicLit).Value, `"`))
			}
		}
		return true
	})
	for _, d := range file.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok || g.Tok != token.TYPE {
			continue
		}
		ts := g.Specs[0].(*ast.TypeSpec)
		switch typ := ts.Type.(type) {
		case *ast.StructType:
			defs[ts.Name.Name] = structSchema(typ, prose(g.Doc))
		case *ast.Ident:
			def := object{"type": "string", "description": prose(g.Doc)}
			if values := enums[ts.Name.Name]; values != nil {
				def["enum"] = values
			} else {
				def["type"] = []string{"string", "null"} // a day
			}
			defs[ts.Name.Name] = def
		}
	}
	return object{"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": Schema, "$ref": "#/$defs/Edition", "$defs": defs}
}

func structSchema(s *ast.StructType, doc string) object {
	properties, required, all := object{}, []string{}, []any{}
	for _, f := range s.Fields.List {
		if len(f.Names) == 0 {
			all = append(all, object{"$ref": "#/$defs/" + f.Type.(*ast.Ident).Name})
			continue
		}
		name, options, _ := strings.Cut(reflect.StructTag(strings.Trim(f.Tag.Value, "`")).Get("json"), ",")
		p := typeSchema(f.Type)
		if d := strings.TrimSpace(prose(f.Doc) + " " + prose(f.Comment)); d != "" {
			p["description"] = d
		}
		properties[name] = p
		if options != "omitempty" {
			required = append(required, name)
		}
	}
	out := object{"type": "object", "description": doc, "properties": properties}
	if len(required) > 0 {
		out["required"] = required
	}
	if len(all) > 0 {
		out["allOf"] = all
	}
	return out
}

func typeSchema(e ast.Expr) object {
	switch x := e.(type) {
	case *ast.StarExpr:
		return typeSchema(x.X)
	case *ast.ArrayType:
		return object{"type": "array", "items": typeSchema(x.Elt)}
	case *ast.Ident:
		switch x.Name {
		case "string":
			return object{"type": "string"}
		case "int":
			return object{"type": "integer", "minimum": 0}
		case "float64":
			return object{"type": "number"}
		case "bool":
			return object{"type": "boolean"}
		}
		return object{"$ref": "#/$defs/" + x.Name}
	}
	return object{}
}

func prose(c *ast.CommentGroup) string { return strings.Join(strings.Fields(c.Text()), " ") }
