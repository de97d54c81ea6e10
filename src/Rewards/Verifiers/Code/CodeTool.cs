using System.Globalization;
using System.Text.RegularExpressions;
using Rlar.Rewards.Sandbox;

namespace Rlar.Rewards.Verifiers.Code;

/// <summary>
/// The base of tools that run the program of an answer. Options: score all|fraction (1 where all tests pass, or the fraction that does), time
/// (processor seconds a test, 5), memory (MiB, 1024), early-stop (false: a failed test ends it), measure (false: parts with the time and memory
/// used and, where the reference is a program, their ratio to its; no two runs repeat these).
/// </summary>
internal abstract partial class CodeTool : IRewardTool
{
    private const int MostTestParts = 64;
    private const int MostFailuresTold = 3;
    private static readonly ToolOption<string> s_score =
        ToolOption.Choice("score", "all", "Whether all tests must pass, or the fraction that passes is the value.", "all", "fraction");
    private static readonly ToolOption<bool> s_measure =
        ToolOption.Flag("measure", false, "Whether time and memory are parts; no two runs repeat these.");
    private static readonly ToolOption<double> s_time = ToolOption.Number("time", 5, "Processor seconds of a test.", min: 0.01, max: 3600);
    private static readonly ToolOption<int> s_memory = ToolOption.Integer("memory", 1024, "Mebibytes of memory.", min: 16, max: 1 << 20);
    private static readonly ToolOption<bool> s_earlyStop = ToolOption.Flag("early-stop", false, "Whether the first test that fails ends it.");
    private readonly HashSet<string> _names;
    private readonly bool _isFraction;
    private readonly bool _measures;

    private protected CodeTool(ToolCard card, ToolSettings settings, IEnumerable<string> names)
    {
        Card = card;
        _names = [.. names];
        _isFraction = settings.Get(s_score) == "fraction";
        _measures = settings.Get(s_measure);
        Options = new CodeRunOptions
        {
            Time = settings.Get(s_time),
            Memory = (long)settings.Get(s_memory) << 20,
            StopsEarly = settings.Get(s_earlyStop),
        };
    }

    /// <inheritdoc/>
    public ToolCard Card { get; }

    /// <summary>The options of all such tools.</summary>
    private protected static IReadOnlyList<ToolOption> CommonOptions { get; } = [s_score, s_measure, s_time, s_memory, s_earlyStop];

    /// <summary>Limits and early stop.</summary>
    private protected CodeRunOptions Options { get; init; }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<RewardOutcome>> ScoreAsync(RolloutGroup group, CancellationToken cancellationToken)
    {
        CodeTests tests;
        try
        {
            tests = CodeTestsReader.Read(group.Query);
        }
        catch (ToolException error)
        {
            return AllUnscorable(group, error.Message);
        }

        if (Unfit(tests) is { } unfit)
            return AllUnscorable(group, unfit);
        try
        {
            var sought = ProgramSought.By(_names, tests, Marks);
            var reference = _measures ? await ReferenceAsync(group.Query, sought, tests, cancellationToken) : null;
            return await Task.WhenAll(
                group.Completions.Select(completion => ScoreAsync(group.Query, completion.Text, sought, tests, reference, cancellationToken)));
        }
        catch (SandboxException error)
        {
            return [.. group.Completions.Select(_ => new RewardOutcome.Failed("sandbox", error.Message))];
        }
    }

    /// <summary>Why no program can be judged by these tests, on this machine, or null.</summary>
    /// <param name="tests">The row's tests.</param>
    protected abstract string? Unfit(CodeTests tests);

    /// <summary>Why a program may not run, by a static rule, or null.</summary>
    /// <param name="program">The program.</param>
    protected virtual string? Refuses(string program) => null;

    /// <summary>Runs the tests.</summary>
    private protected abstract Task<CodeVerdict> RunAsync(
        Query query, string program, CodeTests tests, CodeRunOptions options, CancellationToken cancellationToken);

    /// <summary>What programs of the language have in their text; null for Python, whose words are read.</summary>
    private protected virtual LanguageMarks? Marks => null;

    /// <summary>Runs the tests on an answer without a program of the tool's language, where the row leaves the language to it; null where not.</summary>
    private protected virtual Task<CodeVerdict?> RunOtherAsync(
        Query query, string completion, CodeTests tests, CodeRunOptions options, CancellationToken cancellationToken) => Task.FromResult<CodeVerdict?>(null);

    private async Task<RewardOutcome> ScoreAsync(
        Query query, string completion, ProgramSought sought, CodeTests tests, CodeVerdict? reference, CancellationToken cancellationToken)
    {
        var program = ProgramText.Find(completion, sought);
        if (program is not null && Refuses(program) is { } refused)
            return Verdict.Wrong($"the program {refused}");
        try
        {
            var verdict = program is null
                ? await RunOtherAsync(query, completion, tests, Options, cancellationToken)
                : await RunAsync(query, program, tests, Options, cancellationToken);
            if (verdict is null)
                return Verdict.Wrong("the answer has no program");
            return verdict.Unfit is { } unfit ? new RewardOutcome.Unscorable($"{Card.Id}: {unfit}") : Scored(verdict, tests, reference);
        }
        catch (SandboxException error)
        {
            return new RewardOutcome.Failed("sandbox", error.Message);
        }
    }

    private async Task<CodeVerdict?> ReferenceAsync(Query query, ProgramSought sought, CodeTests tests, CancellationToken cancellationToken) =>
        query.References.Count > 0 && ProgramText.Find(query.References[0], sought) is { } program
            ? await RunAsync(query, program, tests, Options, cancellationToken)
            : null;

    private RewardOutcome.Scored Scored(CodeVerdict verdict, CodeTests tests, CodeVerdict? reference)
    {
        var results = verdict.Tests;
        var passed = results.Count(result => result.IsPassed);

        // With early stop, tests that were not run have not passed.
        var count = Math.Max(results.Count, tests is CodeTests.Functions { Kind: FunctionTestKind.Code } ? 0 : tests.Count);
        var isRight = count > 0 && passed == count;
        var fraction = count == 0 ? 0 : (double)passed / count;
        var failures = results.Where(result => !result.IsPassed).DistinctBy(result => result.Message).Take(MostFailuresTold)
            .Select(result => $"{result.Name}: {result.Message}".ReplaceLineEndings(" "));
        return new RewardOutcome.Scored(_isFraction ? fraction : isRight ? 1 : 0)
        {
            Parts = Parts(verdict, fraction, count, reference),
            Reason = isRight ? null : Address().Replace($"{passed} of {count} tests pass; {string.Join("; ", failures)}", ""),
        };
    }

    private Dictionary<string, double> Parts(CodeVerdict verdict, double fraction, int count, CodeVerdict? reference)
    {
        var parts = new Dictionary<string, double> { ["passed"] = fraction, ["tests"] = count };
        for (var i = 0; i < Math.Min(verdict.Tests.Count, MostTestParts); i++)
            parts[string.Create(CultureInfo.InvariantCulture, $"test/{i + 1}")] = verdict.Tests[i].IsPassed ? 1 : 0;
        if (!_measures)
            return parts;
        parts["cpu-seconds"] = verdict.Cpu;
        parts["memory-bytes"] = verdict.Memory;
        if (reference is { Cpu: > 0, Memory: > 0, Unfit: null })
        {
            parts["time-ratio"] = verdict.Cpu / reference.Cpu;
            parts["memory-ratio"] = (double)verdict.Memory / reference.Memory;
        }

        return parts;
    }

    private RewardOutcome[] AllUnscorable(RolloutGroup group, string why)
    {
        var outcomes = new RewardOutcome[group.Completions.Count];
        Array.Fill(outcomes, new RewardOutcome.Unscorable($"{Card.Id}: {why}"));
        return outcomes;
    }

    // Where an object lies differs from run to run, and the same input gives the same bytes.
    [GeneratedRegex(" at 0x[0-9a-fA-F]+", RegexOptions.NonBacktracking)]
    private static partial Regex Address();
}
