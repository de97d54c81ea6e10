using System.Diagnostics;
using Rlar.Rewards.Verifiers.Code;
using Rlar.Tests;

namespace Rlar.Rewards.Tests.Verifiers.Code;

/// <summary>Chat answers and the program that is in each (Answers.txt: "=== name | entry point", the answer, "--- program", the program).</summary>
public sealed class ProgramTextTests
{
    private static readonly string[] s_languages = ["python", "py", "python3", "py3"];
    private static readonly Dictionary<string, (string Answer, string? Entry, string? Program)> s_cases = ReadCases();

    /// <summary>The cases' names.</summary>
    public static TheoryData<string> Cases => [.. s_cases.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Find_Answer_IsItsProgram(string name)
    {
        var (answer, entry, program) = s_cases[name];
        Assert.Equal(program, Find(answer, entry)?.Trim('\n', '\r', ' '));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Find_AnswerWithWindowsLineEnds_IsItsProgram(string name)
    {
        var (answer, entry, program) = s_cases[name];
        var found = Find(answer.Replace("\n", "\r\n", StringComparison.Ordinal), entry);
        Assert.Equal(program, found?.Replace("\r\n", "\n", StringComparison.Ordinal).Trim('\n', '\r', ' '));
    }

    // Blank lines before a definition: the search for what stands above it once never ended.
    [Theory]
    [InlineData("")]
    [InlineData("x = 1\n")]
    [InlineData("# x\n")]
    [InlineData("import os\n")]
    public async Task Find_BlankLinesBeforeBareCode_Ends(string above)
    {
        for (var lines = 0; lines < 4; lines++)
        {
            var blank = new string('\n', lines);
            var program = $"{blank}{above}{blank}def f(x):\n    return x\n";
            var found = await Task.Run(() => Find(program, "f"), TestContext.Current.CancellationToken).WaitAsync(
                TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
            Assert.EndsWith("def f(x):\n    return x", found?.TrimEnd(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("`")]
    [InlineData("```\n")]
    [InlineData("```python\n")]
    [InlineData("```python\n\"\"\"\n```\n")]
    [InlineData("~~~\n```\n")]
    [InlineData("def f(")]
    [InlineData("\n\nI am here. ")]
    [InlineData("\n\nThis is a line of prose.")]
    [InlineData("def f():\n\nThis is a line of prose.\n'''")]
    [InlineData("\"'")]
    [InlineData("<code>")]
    [InlineData("<code\n>")]
    [InlineData("> ")]
    [InlineData("- ```\n")]
    [InlineData("1. ")]
    [InlineData(" \t")]
    [InlineData("a = ")]
    [InlineData("\\")]
    [InlineData("x, ")]
    [InlineData("a = b = ")]
    [InlineData("lambda x: (")]
    [InlineData("sys.stdin ")]
    [InlineData("import a as b, ")]
    [InlineData("x = 1\n")]
    [InlineData("# x\n")]
    [InlineData("word it's\n")]
    [InlineData("print(a b)\n")]
    [InlineData("````markdown\n```\n")]
    [InlineData("```python\nprint(f(1))\n```\n")]
    [InlineData("```python\ng = f\nf = h\n```\n")]
    public void Find_TenMegabytesOfOneThing_TakesLinearTime(string part)
    {
        foreach (var start in (string[])["", "Here:\n", "```python\n", "def f():\n", "```python\nf = 1\n```\n```python\n"])
        {
            var text = start + string.Concat(Enumerable.Repeat(part, 10_000_000 / part.Length));
            var watch = Stopwatch.StartNew();
            _ = Find(text, "f");
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{start}: {watch.Elapsed}");
        }
    }

    // "stdin" stands for a program that is given input, "stdout" for one that is not, and several names have commas between them.
    private static string? Find(string answer, string? entry) => ProgramText.Find(answer, new ProgramSought(s_languages)
    {
        IsRun = entry is "stdin" or "stdout",
        HasInput = entry is "stdin",
        Names = entry is null or "stdin" or "stdout" ? [] : entry.Split(','),
    });

    private static Dictionary<string, (string Answer, string? Entry, string? Program)> ReadCases()
    {
        var text = File.ReadAllText(Path.Combine(SharedData.Repository, "tests", "Rewards", "Verifiers", "Code", "Answers.txt"));
        var cases = new Dictionary<string, (string, string?, string?)>(StringComparer.Ordinal);
        foreach (var part in ("\n" + text).Split("\n=== ").Skip(1))
        {
            var head = part[..part.IndexOf('\n', StringComparison.Ordinal)].Split(" | ");
            var bodies = part[(part.IndexOf('\n', StringComparison.Ordinal) + 1)..].Split("\n--- program\n");
            var program = bodies[1].Trim('\n', ' ');
            cases.Add(head[0], (bodies[0], head.Length > 1 ? head[1] : null, program == "(none)" ? null : program));
        }

        return cases;
    }
}
