using Rlar.Host.Commands;
using Rlar.Host.Tests.Scoring;

namespace Rlar.Host.Tests;

/// <summary>What is said about a command line that cannot be carried out, and about rows that are too long or too deep.</summary>
public sealed class UsageTests
{
    [Theory]
    [InlineData("there is no command 'scroe'. Did you mean 'score'?", "scroe", "a")]
    [InlineData("there is no command 'adv'. Did you mean 'advantages'?", "adv")]
    [InlineData("there is no command 'trian'. Did you mean 'train'?", "trian")]
    [InlineData("there is no command 'serv'. Did you mean 'serve'?", "serv")]
    [InlineData("there is no command 'worke'. Did you mean 'worker'? That is planned, not in this version; ", "worke")]
    [InlineData("'rlar report' is planned, not in this version; ", "report")]
    [InlineData("'rlar worker' is planned, not in this version; ", "worker")]
    [InlineData("there is no command 'rlar eval humaneval'. There is: mt, rewardbench, rewardbench2, rm-bench, judgebench, ppe, llmbar, pandalm, preferences. 'rlar score'", "eval", "humaneval")]
    [InlineData("there is no command 'rlar models pul'. Did you mean 'pull'?", "models", "pul")]
    [InlineData("'rlar tools' needs one of: list, show, run", "tools")]
    [InlineData("'rlar score' has no option '--paralelism'. Did you mean '--parallelism'?", "score", "in", "-o", "out", "--paralelism", "3")]
    [InlineData("'rlar score' has no option '--on-eror=skip'. Did you mean '--on-error'?", "score", "in", "-o", "out", "--on-eror=skip")]
    [InlineData("'rlar score' has no option '--colour'.", "score", "--colour", "in", "-o", "out")]
    [InlineData("there is no command 'zebra'.", "zebra")]
    [InlineData("'rlar tools list' lists all; use 'rlar tools show math'.", "tools", "list", "math")]
    [InlineData("--parallelism takes a whole number, not 'abc'", "score", "in", "-o", "out", "--parallelism", "abc")]
    [InlineData("--deadline takes a number, not 'abc'", "score", "in", "-o", "out", "--deadline", "abc")]
    [InlineData("--smooth-value takes a number, not 'x'", "eval", "mt", "a", "b", "--smooth-value", "x")]
    [InlineData("--mode is one of score, yes-no, pairwise, best-of-n, reason, not 'pairwse'. Did you mean 'pairwise'?", "judge", "in", "--mode", "pairwse")]
    public void Of_WhatIsNotThere_NamesTheNearestAndWhatIsPlanned(string expected, params string[] arguments)
    {
        var parsed = RootOptions.Command(arguments).Parse(arguments);
        Assert.NotEmpty(parsed.Errors);
        Assert.StartsWith(expected, Assert.Single(UsageErrors.Of(parsed)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("judge needs a model: --model NAME|FILE", "judge")]
    [InlineData("rm needs a model: --model NAME|FILE, and rm/NAME as the tool; 'rlar models list'", "rm/")]
    [InlineData("There is no tool 'mth'; did you mean math?", "mth")]
    [InlineData("There is no tool 'judg'; did you mean judge?", "judg")]
    [InlineData("There is no tool 'zebra'. 'rlar tools list' shows them all.", "zebra")]
    public async Task ToolsShow_UnknownId_NamesTheNearestOrWhatItNeeds(string expected, string id)
    {
        var error = await Assert.ThrowsAsync<ToolException>(() => RunFolder.RunAsync("tools", "show", id));
        Assert.StartsWith(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help", "help")]
    [InlineData("tools show --help", "help", "tools", "show")]
    [InlineData("tools list", "tools", "list")]
    public void Typed_Help_StandsForTheOption(string expected, params string[] arguments) =>
        Assert.Equal(expected, string.Join(' ', RootOptions.Typed(arguments)));

    [Fact]
    public void Command_Root_HasWholeSentencesAndAShortVersionOption()
    {
        var root = RootOptions.Command([]);
        Assert.All(root.Subcommands, command => Assert.EndsWith(".", command.Description, StringComparison.Ordinal));
        Assert.Empty(root.Parse("-v").Errors);
        // What a command does begins in one column.
        var columns = root.Description!.Split('\n').Where(line => line.StartsWith("  rlar ", StringComparison.Ordinal))
            .Select(line => line.LastIndexOf("   ", StringComparison.Ordinal)).Distinct();
        Assert.Single(columns);
    }

    [Fact]
    public void Of_TwoThingsWrong_SaysBoth()
    {
        string[] arguments = ["score", "in", "--colour", "red"];
        var parsed = RootOptions.Command(arguments).Parse(arguments);
        Assert.Equal(2, UsageErrors.Of(parsed).Count());
    }

    [Theory]
    [InlineData("deep", "deeper than 64 levels. Leave the deep field out, or write it as a string", "score", "deep", "-o", "o")]
    [InlineData("deep", "deeper than 64 levels. Leave the deep field out, or write it as a string", "tools", "run", "exact-match", "deep")]
    [InlineData("deep", "deeper than 64 levels. Leave the deep field out, or write it as a string", "advantages", "deep")]
    [InlineData("long", "Give --max-line-mb 1024 or what the row needs, or split it.", "score", "long", "-o", "o", "--max-line-mb", "1")]
    [InlineData("long", "limit of 67108864 bytes", "tools", "run", "exact-match", "huge")]
    [InlineData("long", "Split the row, or leave out what is not needed.", "tools", "run", "exact-match", "huge")]
    [InlineData("long", "Split the row, or leave out what is not needed.", "advantages", "huge")]
    public void Run_RowTooDeepOrTooLong_NamesTheRemedyThatTheCommandHas(string row, string message, params string[] arguments)
    {
        using var rlar = new RlarProcess();
        if (row == "deep")
            rlar.Write("deep", """{"prompt":"p","reference":"4","completions":["4"],"rewards":[1],"metadata":""" + new string('[', 100) + new string(']', 100) + "}");
        else
            File.WriteAllText(rlar.PathOf(arguments.Contains("huge") ? "huge" : "long"), "{\"prompt\":\"" + new string('x', arguments.Contains("huge") ? 65 << 20 : 2 << 20) + "\"}\n");
        var (code, _, error) = rlar.Run(arguments);
        Assert.Equal(2, code);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }
}
