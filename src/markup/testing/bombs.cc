#include "markup/testing/bombs.h"

#include <string_view>

namespace dateline::markup::testing {
namespace {

std::string times(std::string_view piece, std::size_t count) {
  std::string out;
  out.reserve(piece.size() * count);
  for (std::size_t i = 0; i < count; ++i) out += piece;
  return out;
}

/// `start`, and `piece` again and again up to `bytes`; '#' in it becomes a number that is another each time.
std::string fill(std::size_t bytes, std::string start, std::string_view piece, std::string_view end = "") {
  std::string out = std::move(start);
  out.reserve(bytes + piece.size() + 16 + end.size());
  for (std::size_t i = 0; out.size() < bytes; ++i) {
    for (const char c : piece) {
      if (c == '#') {
        out += std::to_string(i);
      } else {
        out += c;
      }
    }
  }
  return out.append(end);
}

}  // namespace

std::vector<Bomb> bombs(std::size_t bytes) {
  // Half of the page opens, the other half closes or goes on inside.
  const auto half = [=](std::string_view opens, std::string_view then) {
    return fill(bytes, fill(bytes / 2, "", opens), then);
  };
  // As many as there is depth for, and then one piece at the deepest place, again and again.
  const auto deep = [=](std::string_view opens, std::string_view then, std::size_t depth = 500) {
    return fill(bytes, times(opens, depth), then);
  };
  const std::string fonts = [] {
    std::string out;
    for (int i = 0; i < 64; ++i) out += "<font size=" + std::to_string(i) + ">";
    return out;
  }();
  std::string wide_fonts;  // With many attributes each.
  for (int i = 0; i < 64; ++i) {
    wide_fonts += "<font size=" + std::to_string(i);
    for (int a = 0; a < 250; ++a) wide_fonts += " a" + std::to_string(a);
    wide_fonts += ">";
  }
  return {
      // Nesting without end.
      {"open div", [=] { return fill(bytes, "", "<div>"); }},
      {"open span", [=] { return fill(bytes, "", "<span>"); }},
      {"open unknown", [=] { return fill(bytes, "", "<x>"); }},
      {"open names that differ", [=] { return fill(bytes, "", "<x#>"); }},
      {"open b", [=] { return fill(bytes, "", "<b>"); }},
      {"open b i u a", [=] { return fill(bytes, "", "<b><i><u><a>"); }},
      {"open div p", [=] { return fill(bytes, "", "<div><p>"); }},
      {"open tables", [=] { return fill(bytes, "", "<table><tr><td>"); }},
      {"open tables only", [=] { return fill(bytes, "", "<table>"); }},
      {"open lists", [=] { return fill(bytes, "", "<ul><li>"); }},
      {"open descriptions", [=] { return fill(bytes, "", "<dl><dd>"); }},
      {"open buttons", [=] { return fill(bytes, "", "<button><p>"); }},
      {"open options", [=] { return fill(bytes, "<select>", "<option>"); }},
      {"open select option", [=] { return fill(bytes, "", "<select><option>"); }},
      {"open templates", [=] { return fill(bytes, "", "<template>"); }},
      {"open templates in tables", [=] { return fill(bytes, "", "<table><template>"); }},
      {"open svg", [=] { return fill(bytes, "", "<svg>"); }},
      {"open svg g", [=] { return fill(bytes, "<svg>", "<g>"); }},
      {"open svg desc", [=] { return fill(bytes, "", "<svg><desc>"); }},
      {"open math mi", [=] { return fill(bytes, "", "<math><mi>"); }},
      {"open objects", [=] { return fill(bytes, "", "<object>"); }},
      {"open forms", [=] { return fill(bytes, "", "<form><div></form>"); }},
      {"open ruby", [=] { return fill(bytes, "", "<ruby><rt>"); }},
      {"open headings", [=] { return fill(bytes, "", "<h1><div>"); }},
      {"open framesets", [=] { return fill(bytes, "", "<frameset>"); }},
      {"open and closed div", [=] { return half("<div>", "</div>"); }},
      {"open and closed b", [=] { return half("<b>", "</b>"); }},
      {"divs around svg, closed", [=] { return half("<div><svg>", "</div>"); }},

      // Tags that ask something of a deep stack.
      {"deep, end tags of p", [=] { return deep("<div>", "</p>"); }},
      {"deep spans, end tags of p", [=] { return deep("<p><span>", "</p>"); }},
      {"deep, stray end tags", [=] { return deep("<div>", "</x>"); }},
      {"deep spans, stray end tags", [=] { return deep("<span>", "</x>"); }},
      {"deep unknown, stray end tags", [=] { return deep("<x-a>", "</x-b>"); }},
      {"deep spans, end tags of headings", [=] { return deep("<h1><span>", "</h2><h1>"); }},
      {"deep spans, stray end tags of headings", [=] { return deep("<span>", "</h2>"); }},
      {"deep spans, stray end tags of div", [=] { return deep("<span>", "</div>"); }},
      {"deep spans, items", [=] { return deep("<span>", "<li>", 250); }},
      {"deep divs, items", [=] { return deep("<div>", "<li></li>"); }},
      {"deep divs in an item, items end the first", [=] { return deep("<div>", "<dd></dd>"); }},
      {"deep spans, paragraphs", [=] { return deep("<span>", "<p></p>"); }},
      {"deep in p and button, paragraphs", [=] { return deep("<p><button><span>", "<p></p>", 160); }},
      {"deep spans, tables", [=] { return deep("<span>", "<table></table>"); }},
      {"deep spans, in a table", [=] { return deep("<span>", "<i></i>x", 490) + "<table>"; }},
      {"deep in a table, text goes before it", [=] { return deep("<span>", "<table>x</table>"); }},
      {"deep spans in a cell, cells", [=] { return fill(bytes, "<table>", "<td>" + times("<span>", 100)); }},
      {"deep spans, options", [=] { return deep("<span>", "<option>", 250); }},
      {"deep spans in a select, options",
       [=] { return deep("<select><option>", "<option></option>", 1) + times("<span>", 400); }},
      {"deep spans in a select, options within",
       [=] { return fill(bytes, "<select>" + times("<span>", 490), "<option></option>"); }},
      {"deep spans in a button, buttons", [=] { return fill(bytes, "", "<button>" + times("<span>", 100)); }},
      {"deep spans, inputs in a select", [=] { return fill(bytes, "<select>" + times("<span>", 490), "<hr>"); }},
      {"deep spans in b, letters and line breaks", [=] { return fill(bytes, "<b>" + times("<span>", 490), "x<br>"); }},
      {"deep spans in 64 fonts, letters and line breaks",
       [=] { return fill(bytes, fonts + times("<span>", 430), "x<br>"); }},
      {"deep divs in b, items with formatting", [=] { return fill(bytes, "<b>" + times("<div>", 490), "<i>x</i>"); }},
      {"deep ruby, rt", [=] { return fill(bytes, "<ruby>" + times("<span>", 490), "<rt></rt>"); }},
      {"deep svg, stray end tags", [=] { return deep("<svg><g>", "</x>", 250); }},
      {"deep svg, long names, stray end tags",
       [=] { return deep("<svg><aaaaaaaaaaaaaaaaaaaaaaaaab>", "</aaaaaaaaaaaaaaaaaaaaaaaaac>", 250); }},
      {"deep svg, end tags of p", [=] { return deep("<svg><g>", "</p><svg><g>", 200); }},
      {"deep svg, end tags of HTML",
       [=] { return fill(bytes, times("<div>", 1) + times("<svg><g>", 250), "</table>"); }},
      {"deep math text, HTML", [=] { return deep("<math><mi>", "<p></p>", 250); }},
      {"deep templates, end tags", [=] { return deep("<template>", "</div>"); }},
      {"deep templates in spans, rows", [=] { return deep("<span>", "<template><tr></template>"); }},
      {"deep, form within", [=] { return fill(bytes, "<form>" + times("<span>", 490), "</form><form>"); }},
      {"deep, body's attributes", [=] { return deep("<span>", "<body a# b=c>"); }},
      {"deep, html's attributes", [=] { return deep("<span>", "<html a#>"); }},
      {"beyond the depth, end tags", [=] { return deep("<div>", "<b></b>", 600); }},
      {"beyond the depth, end tags that differ", [=] { return half("<x#>", "</y>"); }},
      {"beyond the depth, end tags of the first", [=] { return half("<x#>", "</x0>"); }},
      {"beyond the depth, tables", [=] { return deep("<div>", "<table><td>x", 600); }},
      {"beyond the depth, misnested", [=] { return deep("<div>", "<b><p></b></p>", 505); }},
      {"at the depth, misnested", [=] { return deep("<div>", "<b><p></b></p>", 506); }},

      // Formatting that is opened again, copied, compared.
      {"formatting, then blocks", [=] { return fill(bytes, times("<b><i><u><s><tt><em>", 40), "<p>x"); }},
      {"formatting, ended by its block", [=] { return fill(bytes, "<p>" + fonts, "</p><p>"); }},
      {"64 fonts, then paragraphs", [=] { return fill(bytes, "<p>" + fonts, "<p>x"); }},
      {"64 fonts of 250 attributes, then paragraphs", [=] { return fill(bytes, "<p>" + wide_fonts, "<p>x"); }},
      {"fonts that differ", [=] { return fill(bytes, "", "<font size=#>"); }},
      {"fonts that differ, each in a paragraph", [=] { return fill(bytes, "", "<p><font size=#>x"); }},
      {"fonts that differ, each in a block and closed", [=] { return fill(bytes, "", "<p><font size=#></p>"); }},
      {"fonts that differ by a long value",
       [=] { return fill(bytes, "", "<p><font a=" + std::string(2000, 'x') + "#>"); }},
      {"fonts of 250 attributes", [=] { return fill(bytes, "", wide_fonts + "<p>"); }},
      {"formatting in objects", [=] { return fill(bytes, "", "<b><object>"); }},
      {"links", [=] { return fill(bytes, "", "<a href=#>x"); }},
      {"links around blocks", [=] { return fill(bytes, "", "<a href=#><div>"); }},
      {"links around blocks, then their ends", [=] { return fill(bytes, times("<a><div>", 250), "</a>"); }},
      {"links around blocks, ends, again",
       [=] { return fill(bytes, "", times("<a><div>", 250) + times("</a>", 250)); }},
      {"nobr around blocks", [=] { return fill(bytes, "", "<nobr><div>"); }},
      {"misnested b and div", [=] { return fill(bytes, "", "<b><div></b>"); }},
      {"misnested b i and p", [=] { return fill(bytes, "", "<b><i><p></b></i></p>"); }},
      {"misnested, deep", [=] { return fill(bytes, times("<b>", 3) + times("<div>", 500), "</b><b>"); }},
      {"misnested, spans between", [=] { return fill(bytes, "", "<b>" + times("<span>", 400) + "<div></b>"); }},
      {"misnested, formatting between", [=] { return fill(bytes, "", "<b>" + fonts + "<div></b></div>"); }},
      {"64 fonts around divs, their ends",
       [=] { return fill(bytes, "", fonts + times("<div>", 300) + times("</font>", 64)); }},
      {"64 fonts around divs, ends and fonts",
       [=] { return fill(bytes, fonts + times("<div>", 400), "</font><font size=#>"); }},
      {"fonts and divs in turn, then their ends",
       [=] {
         return fill(
             bytes, "",
             times("<font size=1><div>", 3) + times("<i><div>", 3) + times("<b><div>", 240) + times("</b>", 200));
       }},
      {"b u i around 300 p, ends and again",
       [=] { return fill(bytes, "<b><i><u>" + times("<div>", 300), "</b></i></u><b><i><u>"); }},
      {"children that are adopted", [=] { return fill(bytes, "<b><p>" + fill(bytes / 2, "", "<br>"), "</b><b>"); }},
      {"children that are adopted, by turns",
       [=] { return fill(bytes, "<div>" + fill(bytes / 2, "<b><p>", "<br>"), "</b></p><b><p>"); }},
      {"children that are adopted again and again",
       [=] { return fill(bytes, times("<a><p>", 200) + fill(bytes / 2, "", "x<br>"), "</a>"); }},

      // Before tables.
      {"text before tables", [=] { return fill(bytes, "<table>", "x<tr>"); }},
      {"elements before tables", [=] { return fill(bytes, "<table>", "<p>x"); }},
      {"elements before tables, deep", [=] { return fill(bytes, "<table>", "<div>"); }},
      {"formatting before tables", [=] { return fill(bytes, "<table>", "<b>x<tr>"); }},
      {"64 fonts before tables", [=] { return fill(bytes, fonts + "<table>", "x<tr>"); }},
      {"links before tables", [=] { return fill(bytes, "<table>", "<a>x<tr>"); }},
      {"texts with spaces before tables", [=] { return fill(bytes, "<table>", " x \n<!---->"); }},
      {"tables in cells, text before each", [=] { return fill(bytes, "", "<table>x<td>"); }},
      {"misnested before tables", [=] { return fill(bytes, "<table>", "<b><p></b>x<tr>"); }},
      {"selects before tables", [=] { return fill(bytes, "<table>", "<select><option>x<tr>"); }},
      {"svg before tables", [=] { return fill(bytes, "<table>", "<svg><desc><tr>"); }},
      {"NULs in tables", [=] { return fill(bytes, "<table>", std::string_view("\0 ", 2)); }},

      // One thing that is long, or many that are small.
      {"attributes", [=] { return fill(bytes, "<p", " a#", ">"); }},
      {"attributes without names", [=] { return fill(bytes, "<p", " =", ">"); }},
      {"attributes that repeat", [=] { return fill(bytes, "<p", " a=1", ">"); }},
      {"attributes of body that repeat", [=] { return fill(bytes, "", "<body a# b# c#>"); }},
      {"tags of 255 attributes", [=] { return fill(bytes, "", "<p" + fill(1500, "", " a#") + ">"); }},
      {"tags of 255 short attributes",
       [=] { return fill(bytes, "", "<i a b c d e f g h i j k l m n o p q r s t u v w x y z>"); }},
      {"tags of many attributes",
       [=] { return fill(bytes, "", "<br a b c d e f g h i j k l m n o p q r s t u v w x y z>"); }},
      {"a long value", [=] { return fill(bytes, "<p a='", "x"); }},
      {"a long name", [=] { return fill(bytes, "<", "x", ">"); }},
      {"a long name of an attribute", [=] { return fill(bytes, "<p ", "x", ">"); }},
      {"a tag that does not end", [=] { return fill(bytes, "<p ", "a b=c "); }},
      {"comments that do not end", [=] { return fill(bytes, "", "<!--"); }},
      {"comments", [=] { return fill(bytes, "", "<!---->"); }},
      {"dashes in a comment", [=] { return fill(bytes, "<!--", "-"); }},
      {"bangs in a comment", [=] { return fill(bytes, "<!--", "--!"); }},
      {"references that are none", [=] { return fill(bytes, "", "&"); }},
      {"references that nearly are", [=] { return fill(bytes, "", "&CounterClockwiseContourIntegra"); }},
      {"references that become longer", [=] { return fill(bytes, "", "&nGt;"); }},
      {"references in attributes", [=] { return fill(bytes, "<p a='", "&nGt;", "'>"); }},
      {"numbers that are long", [=] { return fill(bytes, "&#", "1"); }},
      {"NULs", [=] { return fill(bytes, "", std::string_view("\0", 1)); }},
      {"NULs in a comment", [=] { return fill(bytes, "<!--", std::string_view("\0", 1)); }},
      {"NULs in svg", [=] { return fill(bytes, "<svg>", std::string_view("\0", 1)); }},
      {"NULs in script", [=] { return fill(bytes, "<script>", std::string_view("\0", 1)); }},
      {"NULs between letters in svg", [=] { return fill(bytes, "<svg>", std::string_view("a\0", 2)); }},
      {"carriage returns", [=] { return fill(bytes, "", "\r"); }},
      {"carriage returns in pairs", [=] { return fill(bytes, "", "\r\n"); }},
      {"less-than signs", [=] { return fill(bytes, "", "<"); }},
      {"tags without names", [=] { return fill(bytes, "", "<>"); }},
      {"end tags without names", [=] { return fill(bytes, "", "</>"); }},
      {"bogus comments", [=] { return fill(bytes, "", "<?>"); }},
      {"doctypes", [=] { return fill(bytes, "", "<!doctype>"); }},
      {"sections of CDATA", [=] { return fill(bytes, "<svg>", "<![CDATA[]]>"); }},
      {"brackets in CDATA", [=] { return fill(bytes, "<svg><![CDATA[", "]"); }},
      {"a title that does not end", [=] { return fill(bytes, "<title>", "x"); }},
      {"a title of what nearly ends it", [=] { return fill(bytes, "<title>", "</titl"); }},
      {"a script of what nearly ends it", [=] { return fill(bytes, "<script>", "</scrip"); }},
      {"a script that is escaped twice", [=] { return fill(bytes, "<script><!--", "<script></script>"); }},
      {"a script of comments", [=] { return fill(bytes, "<script>", "<!--"); }},
      {"a textarea of end tags", [=] { return fill(bytes, "<textarea>", "</textareas>"); }},
      {"plaintext", [=] { return fill(bytes, "<plaintext>", "</plaintext>"); }},
      {"small elements", [=] { return fill(bytes, "", "<p>"); }},
      {"line breaks", [=] { return fill(bytes, "", "<br>"); }},
      {"end tags of br", [=] { return fill(bytes, "", "</br>"); }},
      {"end tags of p", [=] { return fill(bytes, "", "</p>"); }},
      {"letters between tags", [=] { return fill(bytes, "", "a<b>c</b>"); }},
      {"letters between end tags that are nothing", [=] { return fill(bytes, "", "a</x>"); }},
      {"letters between comments", [=] { return fill(bytes, "", "a<!---->"); }},
      {"letters between stray rows", [=] { return fill(bytes, "<p>", "a<tr>"); }},
      {"letters between bodies", [=] { return fill(bytes, "", "a<body>"); }},
      {"letters after the page", [=] { return fill(bytes, "</html>", "a</html>"); }},
      {"spaces and templates in columns", [=] { return fill(bytes, "<table><colgroup>", " <template></template>"); }},
      {"frames", [=] { return fill(bytes, "<frameset>", "<frame>"); }},
      {"letters and spaces among frames", [=] { return fill(bytes, "<frameset>", "a "); }},
      {"images", [=] { return fill(bytes, "", "<image>"); }},
      {"options", [=] { return fill(bytes, "<select>", "<option>x"); }},
      {"selects", [=] { return fill(bytes, "", "<select>"); }},
      {"rows", [=] { return fill(bytes, "<table>", "<tr>"); }},
      {"cells", [=] { return fill(bytes, "<table>", "<td>"); }},
      {"tables", [=] { return fill(bytes, "", "<table></table>"); }},
      {"captions", [=] { return fill(bytes, "<table>", "<caption>"); }},
      {"end tags of tables", [=] { return fill(bytes, "<table>", "</tr></td></body>"); }},
  };
}

}  // namespace dateline::markup::testing
