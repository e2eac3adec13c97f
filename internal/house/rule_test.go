package house

import (
	"go/ast"
	"go/token"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// method is the page that describes each rule.
const method = "docs/method.md"

func TestEachRuleIsDescribed(t *testing.T) {
	described := describedRules(t, read(t, method))
	stated := map[string]string{}
	for _, s := range sources(t) {
		for name, place := range statedRules(s) {
			stated[name] = place
		}
	}
	for _, name := range slices.Sorted(maps.Keys(stated)) {
		if !described[name] {
			t.Errorf("%s states rule %q, which has no row in %s", stated[name], name, method)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(described)) {
		if stated[name] == "" {
			t.Errorf("%s describes rule %q, which no package states", method, name)
		}
	}
}

// describedRules reads the first cell of each row of the tables whose first heading is "rule".
func describedRules(t *testing.T, page string) map[string]bool {
	t.Helper()
	out, heading := map[string]bool{}, ""
	for line := range strings.Lines(page) {
		cell, isRow := firstCell(line)
		switch {
		case !isRow:
			heading = ""
		case heading == "":
			heading = strings.ToLower(cell)
		case heading == "rule" && ruleCell.MatchString(cell):
			name := strings.Trim(cell, "`")
			if out[name] {
				t.Errorf("%s describes rule %q twice", method, name)
			}
			out[name] = true
		}
	}
	return out
}

var ruleCell = regexp.MustCompile("^`[^`]+`$")

// firstCell is the text of the first cell of a table's row.
func firstCell(line string) (string, bool) {
	rest, ok := strings.CutPrefix(strings.TrimSpace(line), "|")
	cell, _, _ := strings.Cut(rest, "|")
	return strings.TrimSpace(cell), ok
}

// statedRules are the rule names that a file states, each with its place: string constants whose identifier begins with
// "rule", and string literals given to a field Rule.
func statedRules(s source) map[string]string {
	out := map[string]string{}
	state := func(e ast.Expr) {
		if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			name, _ := strconv.Unquote(lit.Value)
			out[name] = s.line(lit)
		}
	}
	ast.Inspect(s.file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GenDecl:
			for _, e := range ruleConstants(n) {
				state(e)
			}
		case *ast.KeyValueExpr:
			if key, ok := n.Key.(*ast.Ident); ok && key.Name == "Rule" {
				state(n.Value)
			}
		case *ast.AssignStmt:
			for i, left := range n.Lhs {
				if sel, ok := left.(*ast.SelectorExpr); ok && sel.Sel.Name == "Rule" && i < len(n.Rhs) {
					state(n.Rhs[i])
				}
			}
		}
		return true
	})
	delete(out, "")
	return out
}

// ruleConstants are the values of the constants of a declaration whose identifier begins with "rule".
func ruleConstants(d *ast.GenDecl) []ast.Expr {
	var out []ast.Expr
	if d.Tok != token.CONST {
		return nil
	}
	for _, spec := range d.Specs {
		values := spec.(*ast.ValueSpec)
		for i, name := range values.Names {
			if strings.HasPrefix(strings.ToLower(name.Name), "rule") && i < len(values.Values) {
				out = append(out, values.Values[i])
			}
		}
	}
	return out
}

func TestRulesAreRead(t *testing.T) {
	page := "| heading | holds |\n| --- | --- |\n| `none` | x |\n\n| rule | says |\n| --- | --- |\n| `kept` | x |\n\n`loose`\n"
	if got := describedRules(t, page); !maps.Equal(got, map[string]bool{"kept": true}) {
		t.Errorf("rules read from a page: %v", got)
	}
	code := parsed(t, `package p
const ( ruleA = "a"; RuleB Rule = "b"; other = "no" )
var d = Doubt{Rule: "c", What: "no"}
func f() { d.Rule = "d"; d.Rule = ruleA }
`)
	if got := slices.Sorted(maps.Keys(statedRules(code))); !slices.Equal(got, []string{"a", "b", "c", "d"}) {
		t.Errorf("rules read from code: %v", got)
	}
}
