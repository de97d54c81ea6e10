using System.Diagnostics;
using System.Text.RegularExpressions;
using Rlar.Tests;

namespace Rlar.Examples.Tests;

/// <summary>The programs of examples/, as docs/library.md shows them.</summary>
public sealed class ExampleTests
{
    private static readonly string s_docs = File.ReadAllText(Path.Combine(SharedData.Repository, "docs", "library.md"));

    [Theory]
    [InlineData("advantages")]
    [InlineData("embedding")]
    public void Example_PrintsWhatTheDocumentationShows(string name)
    {
        var (code, output, error) = Run(Program(name));
        Assert.Equal((0, ""), (code, error));
        Assert.All(output.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Contains("    " + line, s_docs, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("bin/Release/net10.0/own-tool.dll")]
    [InlineData("own-tool.csx")]
    public void OwnTool_InScore_GivesTheRewardsThatTheDocumentationShows(string file)
    {
        var folder = Path.Combine(SharedData.Repository, "examples", "own-tool");
        var rlar = Path.Combine(SharedData.Repository, "src", "Host", "bin", "Release", "net10.0", "linux-x64", "rlar.dll");
        var (code, output, _) = Run(rlar, "score", Path.Combine(folder, "rows.jsonl"), "-o", "-", "--tools", Path.Combine(folder, file));
        Assert.Equal(0, code);
        var row = output.Split('\n')[0];
        var shown = Regex.Match(row, "\"rewards\":.*?\\]", RegexOptions.None, TimeSpan.FromSeconds(1)).Value;
        Assert.Contains("\"id\":\"line-count\"", row, StringComparison.Ordinal);
        Assert.Contains(shown, s_docs, StringComparison.Ordinal);
    }

    [Fact]
    public void OwnTool_TheClassAndTheScript_AreTheSame()
    {
        string[] Body(string file) =>
        [
            .. File.ReadLines(Path.Combine(SharedData.Repository, "examples", "own-tool", file)).SkipWhile(line => !line.Contains("class LineCount", StringComparison.Ordinal)).Skip(1)
                .TakeWhile(line => line != "}").Select(line => line.Replace("private ", "", StringComparison.Ordinal)),
        ];
        Assert.Equal(Body("LineCount.cs"), Body("own-tool.csx"));
    }

    [Fact]
    public void LLamaSharpJudge_Model_GivesAVerdictOnEachAnswer()
    {
        var (code, output, error) = Run(Program("llamasharp-judge"), SharedModels.Require("minimind2-small/MiniMind2-Small.F16.gguf"));
        Assert.True(code == 0, error);
        Assert.Matches(@"^scored  \d+  The capital of France is Paris\.\nscored  \d+  I like turtles\.\n$", output);
    }

    private static string Program(string name) => Path.Combine(SharedData.Repository, "examples", name, "bin", "Release", "net10.0", name + ".dll");

    private static (int Code, string Output, string Error) Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [program, .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
