using Rlar.Agents.Scripts.Patterns;
using Rlar.Agents.Scripts.Running;
using Machine = System.Text.RegularExpressions;

namespace Rlar.Agents.Tests.Scripts.Patterns;

/// <summary>The engine of scripts against .NET's own: the same matches, groups and captures.</summary>
[Collection(ScriptMachine.Meter)]
public sealed class RegexTests
{
    private static readonly string[] s_patterns =
    [
        "a", "abc", "a|b|cd", "(a|ab)(c|bcd)(d*)", "a*", "a*?b", "(a*)(a*)", "(?:a|b)+c?", "^a", "a$", @"\Aab\z", @"\bab\b", @"\Bb", "[a-c]+", "[^a]+", "[a-d-[b]]+", "a{2}", "a{1,2}?b",
        "(a(b)?)+", "((a)|(b))*", @"(a)\1", @"(?<x>a+)b\k<x>", "(?=ab)a", "(?!ab)a", "(?<=a)b", "(?<!a)b", "(?>a+)b", "(?>a*)a", "(?i)AB", "(?i:A)b", @"\d+\s*\w*", @"[\d.]+", @"\p{L}+", ".+", "(?s).+", "(?m)^b?$",
        "(a|b)*?c", "(?:(a)|b)*", "(a?)*b", "(a|b|)+c", "(?<n>a)(b)(?<m>c)", @"\G(a|b)", "(?x) a b # c", "x*", "(?<y>[0-9]{4})-(?<m>[0-9]{2})", @"""(?:[^""\\]|\\.)*""", "(?:^|,)([^,]*)", "(a+|b+)+$", "[]a]+", @"[\]a]+", @"\x61\u0062",
        @"(\w+)\s\1", "(ab?)(b?c)", "(?:a{0,2}b){2}", @"(?<=\b)a", @"(?<=(?:a|b)+)c", "a{,2}", "a{x}", "(?n)(a)(?<k>b)", "(?-i)a",
    ];

    private static readonly string[] s_texts =
    [
        "", "a", "b", "ab", "abc", "abcd", "aab", "aaaab", "bbb", "ababab", "cab", "AB ab", "aA", "a\nb\n", "\n", "12 ab3", "3.14", "é über", "2024-05 and 1999-12", "\"x\\\"y\" z", "a,b,,c", "aa bb aa", "the the", "]a]", "a{,2} a{x}",
        "abababc", "aabbcc", "bbac",
    ];

    [Fact]
    public void Matches_PatternsOverTexts_AreThoseOfTheRuntime()
    {
        var differing = new List<string>();
        foreach (var pattern in s_patterns)
        {
            foreach (var text in s_texts)
            {
                Meter.Start(10_000_000, 1 << 30);
                var expected = string.Join(" ", Machine.Regex.Matches(text, pattern, Machine.RegexOptions.CultureInvariant).Select(match => Told(match)));
                var found = string.Join(" ", Regex.Matches(text, pattern).Select(Told));
                if (expected != found)
                    differing.Add($"{pattern} over {text.ReplaceLineEndings("\\n")}: {expected} but {found}");
            }
        }

        Assert.Empty(differing);
    }

    [Fact]
    public void Replace_SplitAndNames_AreThoseOfTheRuntime()
    {
        Meter.Start(10_000_000, 1 << 30);
        Assert.Equal(Machine.Regex.Replace("a1b22", @"(?<l>[a-z])(\d+)", "${l}-$1$$$2[$&]"), Regex.Replace("a1b22", @"(?<l>[a-z])(\d+)", "${l}-$1$$$2[$&]"));
        Assert.Equal(Machine.Regex.Split("a1b22c", @"(\d)\d*"), Regex.Split("a1b22c", @"(\d)\d*"));
        Assert.Equal(Machine.Regex.Split("", ","), Regex.Split("", ","));
        Assert.Equal("x.x", new Regex("a").Replace("a.a", match => "x"));
        Assert.Equal("xa", new Regex("a").Replace("aa", "x", 1));
        Assert.Equal(@"a\.b\*", Regex.Escape("a.b*"));
    }

    [Theory]
    [InlineData("(")]
    [InlineData(")")]
    [InlineData("[a")]
    [InlineData("a**")]
    [InlineData("*a")]
    [InlineData("a{2,1}")]
    [InlineData(@"\")]
    [InlineData(@"\2(a)")]
    [InlineData("[z-a]")]
    [InlineData("(?<a-b>x)")]
    [InlineData("(?(a)b|c)")]
    public void Read_NoPattern_Throws(string pattern)
    {
        Meter.Start(1_000_000, 1 << 20);
        Assert.ThrowsAny<ArgumentException>(() => new Regex(pattern));
    }

    [Fact]
    public void Match_PatternThatExplodes_EndsAtTheSameStep()
    {
        long Left()
        {
            Meter.Start(1_000_000, 1 << 30);
            _ = Regex.IsMatch(new string('a', 14), "^(a|a)*b");
            return Meter.Left;
        }

        var first = Left();
        Assert.Equal(first, Left());
        Meter.Start(100_000, 1 << 30);
        Assert.Throws<BudgetException>(() => Regex.IsMatch(new string('a', 40), "^(a|a)*b"));
    }

    private static string Told(Machine.Match match) =>
        string.Join(";", match.Groups.Cast<Machine.Group>().Select(group => $"{group.Success}:{string.Join(",", group.Captures.Select(capture => $"{capture.Index}+{capture.Length}"))}"));

    private static string Told(Match match) =>
        string.Join(";", match.Groups.Select(group => $"{group.Success}:{string.Join(",", group.Captures.Select(capture => $"{capture.Index}+{capture.Length}"))}"));
}
