namespace Rlar.Inference.Tests.Templates.Jinja;

/// <summary>Templates of one construct each, over a conversation of three turns.</summary>
internal static class JinjaSnippets
{
    internal static readonly string[] All =
    [
        // White space control.
        "a\n  {% if true %}\n  b\n  {% endif %}\nc\n", "a \n {%- if true -%} \n b \n {%- endif %} \n c\n\n", "  {# note #}\n x {#- n -#} y\n", "{% if true +%}\n b{% endif %}",
        "  {%+ if true %} b{% endif %}", "{{ 'a' }}\n{{- 'b' -}}\n c", "a\r\nb\rc{{ 1 }}", "\n", "", "{% if true %}x{% endif %}\n  {% if true %}y{% endif %}", "{{ 'x' }}  {% if true %}y{% endif %}",
        "{%- if true -%}\n   {% if true %}z{% endif %}{% endif %}",
        // Values and operators.
        "{{ 'a' 'b' }}{{ \"c'\" }}{{ 'd\\n\\t\\\\\\'e' }}", "{{ '\\u00e9\\x41' }}{{ 'a\\qb' }}", "{{ 1 + 2 * 3 - 4 // 3 }} {{ -7 // 2 }} {{ -7 % 3 }} {{ 7 % -3 }} {{ 1_000 }}",
        "{{ 'a' ~ 1 ~ none ~ true }}", "{{ 1 == 1.0 }}{{ 1 == true }}{{ '1' == 1 }}{{ none == false }}", "{{ 1 < 2 < 3 }}{{ 3 > 2 > 2 }}{{ 'a' < 'b' }}", "{{ not true or true and false }}",
        "{{ 'x' or 'y' }}{{ '' or 'y' }}{{ 'x' and 'y' }}{{ none or 0 }}", "{{ 'a' in 'abc' }}{{ 'd' not in 'abc' }}{{ 2 in [1, 2] }}{{ 'k' in {'k': 1} }}{{ not 'a' in 'b' }}", "{{ 'y' if false else 'n' }}{{ 'z' if false }}",
        "{{ 'a' if true else 'b' if true else 'c' }}", "{{ (1, 2)[1] }}{{ [1, 2][-1] }}{{ {'a': {'b': 3}}['a'].b }}{{ {'a': {}}.a.b }}", "{{ [1,2,3][1:]|length }}{{ 'hello'[1:3] }}{{ 'hello'[::-1] }}{{ 'hello'[-3:] }}{{ 'hello'[10:] }}{{ 'hello'[:-1] }}",
        "{{ -1 }}{{ - 1 + 2 }}{{ +3 }}", "{{ x }}{{ x is defined }}{{ x is undefined }}", "{{ x.y }}", "{{ messages[0].x.y }}", "{{ none.x }}|", "{{ x + 'a' }}", "{{ 'a' + 1 }}", "{{ 'a' + none }}", "{{ messages[9] }}|", "{{ [] is defined and not [] }}",
        "{{ true }}{{ false }}{{ none }}{{ True }}{{ None }}", "{{ x == none }}{{ x == y }}", "{{ 1 in x }}", "{{ x < 1 }}", "{{ [1] + [2] == [1, 2] }}", "{{ {'a': 1} == {'a': 1} }}", "{{ 1 if x else 2 }}",
        // Contents.
        "{{ messages[0].content }}|{{ messages[0]['content'] }}|{{ messages[0]['content']|trim }}|{{ messages[0].content.strip() }}", "{{ messages[0].content|length }}{{ messages[0].content[2] }}{{ messages[0].content[1:3] }}{{ messages[0].content[::-1] }}",
        "{{ messages[1].content.split('-') | join('+') }}{{ messages[1].content.split('-', 1)[1] }}{{ messages[1].content.split('-')[-1] }}{{ messages[1].content.rsplit('-', 1)[0] }}", "{{ messages[2].content|tojson }}{{ messages[2]|tojson }}{{ messages|tojson(indent=2) }}{{ [] | tojson(indent=2) }}{{ {}|tojson }}",
        "{{ {'a': 1, 'b': [true, none, 'x'], 'c': {}}|tojson }}", "{{ messages[2].content.replace('\"', \"'\") }}{{ messages[1].content|replace('-', '') }}{{ messages[1].content.replace('-', '*', 1) }}", "{{ messages[1].content.startswith('a') }}{{ messages[1].content.endswith('c') }}{{ messages[1].content.find('b') }}{{ messages[1].content.find('q') }}",
        "{{ 'Hello World'.upper() }}{{ 'Hello World'|lower }}{{ 'hello world-x y2z'|title }}{{ 'hELLO'|capitalize }}{{ 'hello it\\'s'.title() }}", "{{ 'xxaxx'.strip('x') }}{{ 'xxaxx'.lstrip('x') }}{{ 'xxaxx'.rstrip('x') }}{{ ' a b '.split()|length }}{{ 'a,b'.split(',')|last }}", "{{ ','.join(['a', 'b']) }}{{ ['a', 'b']|join }}",
        "{{ 'a-b'.count('-') }}{{ '\\x1c a'.strip() }}",
        // Tests and filters.
        "{{ 'a' is string }}{{ 1 is number }}{{ 1 is integer }}{{ {} is mapping }}{{ [] is iterable }}{{ 'a' is iterable }}{{ none is none }}{{ true is boolean }}{{ 1 is boolean }}{{ [] is sequence }}{{ {} is sequence }}", "{{ 3 is odd }}{{ 3 is even }}{{ 'a' is in ['a'] }}{{ 1 is equalto 1 }}{{ 1 is eq(2) }}{{ 1 is ne 2 }}{{ true is true }}{{ 1 is true }}{{ false is false }}{{ none is sameas none }}",
        "{{ x is not defined and true }}{{ messages[0].content is not string }}", "{{ x|default('d') }}{{ ''|default('d') }}{{ ''|default('d', true) }}{{ none|d('e') }}{{ x|default }}", "{{ messages|selectattr('role', 'equalto', 'user')|list|length }}{{ messages|rejectattr('role', '==', 'user')|map(attribute='content')|join('|') }}", "{{ messages|map(attribute='role')|map('upper')|join(',') }}",
        "{{ messages|first == messages[0] }}{{ (messages|last).content }}{{ []|first }}|", "{{ messages|length }}{{ messages|count }}", "{{ ['a', '', 'b']|select|join(',') }}{{ [1, 2, 3]|reject('odd')|first }}", "{% for k, v in {'b': 1, 'a': 2}|dictsort %}{{ k }}{{ v }}{% endfor %}{% for k, v in {'b': 1, 'a': 2}|items %}{{ k }}{{ v }}{% endfor %}{% for k, v in {'b': 1}.items() %}{{ k }}{{ v }}{% endfor %}{% for k in {'b': 1} %}{{ k }}{% endfor %}",
        "{{ {'a': 1}.get('a') }}{{ {'a': 1}.get('b', 2) }}{{ {'a': 1}.get('b') }}{{ {'a': 1}.keys()|list|first }}{{ {'a': 1}.values()|list|first }}", "{{ 'a b'|string|length }}{{ '42'|int + 1 }}{{ 'x'|int }}{{ 'b'|safe }}", "{{ ['a', 'A', 'b']|unique|join }}{{ [1, 2]|reverse|first }}{{ 'ab'|reverse }}", "{{ -1|string }}", "{{ 'a'|upper ~ 'b' }}",
        // Statements.
        "{% for m in messages %}{{ loop.index }}{{ loop.index0 }}{{ loop.first }}{{ loop.last }}{{ loop.length }}{{ loop.revindex }}{{ loop.revindex0 }}{{ m.role }}{% endfor %}", "{% for m in messages if m.role != 'user' %}{{ loop.index }}{{ m.role }}{% else %}none{% endfor %}{% for m in [] %}{% else %}none{% endfor %}", "{% for m in messages[1:] %}{{ loop.previtem.role }}{{ loop.nextitem.role if loop.nextitem is defined }}{% endfor %}",
        "{% for m in messages %}{% if loop.first %}{% continue %}{% endif %}{{ m.role }}{% break %}{% endfor %}", "{% for i in range(3) %}{{ i }}{% endfor %}{% for i in range(5, 1, -2) %}{{ i }}{% endfor %}{% for i in range(1, 3) %}{{ i }}{% endfor %}", "{% for c in 'a🙂b' %}{{ c }},{% endfor %}", "{% for m in messages[::-1] %}{{ m.role }}{% endfor %}", "{% for m in x %}{{ m }}{% endfor %}|", "{% for m in none %}{% endfor %}",
        "{% set a = 1 %}{% for i in [1] %}{% set a = 2 %}{{ a }}{% endfor %}{{ a }}{% if true %}{% set a = 3 %}{% endif %}{{ a }}", "{% set ns = namespace(a=1, b='') %}{% for i in [1, 2] %}{% set ns.a = ns.a + i %}{% endfor %}{{ ns.a }}{{ ns.c is defined }}", "{% set a, b = 1, 2 %}{{ a }}{{ b }}{% set c = 1, %}{{ c|length }}", "{% set x %}<{{ messages[1].content }}>{% endset %}{{ x }}{{ x|length }}", "{% set q.a = 1 %}",
        "{% macro m(a, b='z', c=none) %}[{{ a }}{{ b }}{{ c }}]{% endmacro %}{{ m(1) }}{{ m(1, 2) }}{{ m(c=3, a=4) }}{{ m() }}", "{% macro m(n) %}{{ n }}{% if n > 0 %}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(3) }}", "{% macro m() %}{{ y }}{% endmacro %}{% set y = 5 %}{{ m() }}", "{% if messages[0]['role'] == 'system' %}a{% elif true %}b{% else %}c{% endif %}{% if false %}a{% elif false %}b{% else %}c{% endif %}{% if false %}{% endif %}",
        "{{ raise_exception('no') }}", "{% if messages|length > 99 %}{{ raise_exception('no') }}{% endif %}fine", "{{ dict(a=1).a }}{{ {'a': 1}|length }}", "{{ bos_token }}{{ eos_token }}{{ add_generation_prompt }}{{ tools }}{{ tools is none }}{{ documents is defined }}", "{% for a, b in [[1, 2], [3, 4]] %}{{ a }}{{ b }}{% endfor %}", "{{ undefined_function() }}", "{{ 1() }}",
        "{{ messages[0].get('tool_calls') }}{{ messages[0].tool_calls }}{{ 'content' in messages[0] }}", "{{ ('a' if true else 'b') + 'c' }}", "{{ {'a': 'x', \"b\": [1, {'c': 2}]}.b[1].c }}", "{{ 'a}}b' }}{{ {'a': {'b': 1}}.a.b }}", "{{ messages[0].role == 'system' and messages[0].content or 'none' }}",
    ];
}
