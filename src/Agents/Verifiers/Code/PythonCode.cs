using System.Globalization;
using Rlar.Agents.Library;
using Rlar.Agents.Rewards;
using Rlar.Agents.Sandbox;

namespace Rlar.Agents.Verifiers.Code;

/// <summary>
/// 1 where the Python program of the answer passes the row's tests. The program runs in a sandbox of its own and never sees a test or an
/// expected value, so it cannot forge a verdict (docs/code.md).
/// </summary>
public sealed class PythonCode : IRewardTool
{
    private const int MostTestParts = 64;
    private static readonly HashSet<string> s_languages = ["python", "py", "python3", "py3"];
    private readonly CodeRunOptions _options;
    private readonly CodeGate _gate;
    private readonly bool _isFraction;
    private readonly bool _measures;
    private readonly FunctionRunner _functions = new(CodeSandbox.Pool);
    private readonly StreamRunner _streams = new(CodeSandbox.Pool, (program, stdin) => SandboxParty.Script(System.Text.Encoding.UTF8.GetBytes(program), stdin));

    private PythonCode(ToolCard card, ToolSettings settings)
    {
        Card = card;
        var isOpenInstruct = settings.Choice("gate", "none", "none", "open-instruct") == "open-instruct";
        var forbidden = settings.Text("forbid", "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        _gate = new CodeGate(forbidden, isOpenInstruct ? CodeGate.OpenInstructTexts : []);
        _isFraction = settings.Choice("score", "all", "all", "fraction") == "fraction";
        _measures = settings.Flag("measure", false);
        _options = new CodeRunOptions
        {
            Time = settings.Number("time", 5, min: 0.01, max: 3600),
            Memory = (long)settings.Integer("memory", 1024, min: 16, max: 1 << 20) << 20,
            StopsEarly = settings.Flag("early-stop", false),
            Disabled = isOpenInstruct ? CodeGate.OpenInstructDisabled : [],
        };
    }

    /// <summary>
    /// How the library makes it. Options: score all|fraction (1 where all tests pass, or the fraction that does), time (processor seconds a
    /// test, 5), memory (MiB, 1024), early-stop (false), gate none|open-instruct and forbid (modules, by comma: static rules, no protection),
    /// measure (false: parts with the time and memory used, and beside those of the reference solution, which no two runs repeat).
    /// </summary>
    public static ToolDefinition Definition { get; } = new(
        new ToolCard
        {
            Id = "code/python",
            Kind = ToolKind.Verifier,
            Description = "1 where the Python program of the answer passes the row's tests (asserts, check, pytest, cases of input and output); without tests, where it "
                + "ends with exit status 0. Runs in the sandbox; the program never sees a test.",
            Cost = ToolCost.Expensive,
            LimitsItself = true,
            Version = "",
        },
        Revision: 1,
        (card, settings) => new PythonCode(card, settings));

    /// <inheritdoc/>
    public ToolCard Card { get; }

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
            return [.. group.Completions.Select(_ => new RewardOutcome.Unscorable($"{Card.Id}: {error.Message}"))];
        }

        var reference = _measures ? await ReferenceAsync(group.Query, tests, cancellationToken) : null;
        return await Task.WhenAll(group.Completions.Select(completion => ScoreAsync(group.Query, completion.Text, tests, reference, cancellationToken)));
    }

    private async Task<RewardOutcome> ScoreAsync(Query query, string completion, CodeTests tests, CodeVerdict? reference, CancellationToken cancellationToken)
    {
        var entry = (tests as CodeTests.Functions)?.EntryPoint;
        if (ProgramText.Find(completion, s_languages, entry) is not { } program)
            return Verdict.Wrong("the answer has no program");
        if (_gate.Refuses(program) is { } refused)
            return Verdict.Wrong($"the program {refused}");
        try
        {
            var (code, ready) = PromptCode.Join(query, program, tests);
            var verdict = await RunAsync(code, ready, cancellationToken);
            return verdict.Unfit is { } unfit ? new RewardOutcome.Unscorable($"{Card.Id}: {unfit}") : Scored(verdict, tests, reference);
        }
        catch (SandboxException error)
        {
            return new RewardOutcome.Failed("sandbox", error.Message);
        }
    }

    private Task<CodeVerdict> RunAsync(string program, CodeTests tests, CancellationToken cancellationToken) =>
        tests is CodeTests.Functions functions
            ? _functions.RunAsync(program, functions, _options, cancellationToken)
            : _streams.RunAsync(program, tests, _options, cancellationToken);

    private async Task<CodeVerdict?> ReferenceAsync(Query query, CodeTests tests, CancellationToken cancellationToken)
    {
        if (query.References.Count == 0 || ProgramText.Find(query.References[0], s_languages, (tests as CodeTests.Functions)?.EntryPoint) is not { } program)
            return null;
        var (code, ready) = PromptCode.Join(query, program, tests);
        return await RunAsync(code, ready, cancellationToken);
    }

    private RewardOutcome.Scored Scored(CodeVerdict verdict, CodeTests tests, CodeVerdict? reference)
    {
        var results = verdict.Tests;
        var passed = results.Count(result => result.IsPassed);

        // With early stop, tests that were not run have not passed.
        var count = Math.Max(results.Count, tests is CodeTests.Functions { Kind: FunctionTestKind.Code } ? 0 : tests.Count);
        var fraction = count == 0 ? 0 : (double)passed / count;
        var parts = new Dictionary<string, double> { ["passed"] = fraction, ["tests"] = count };
        for (var i = 0; i < Math.Min(results.Count, MostTestParts); i++)
            parts[string.Create(CultureInfo.InvariantCulture, $"test/{i + 1}")] = results[i].IsPassed ? 1 : 0;
        if (_measures)
            AddMeasures(parts, verdict, reference);
        var failures = results.Where(result => !result.IsPassed).Take(3).Select(result => $"{result.Name.ReplaceLineEndings(" ")}: {result.Message}");
        var isRight = count > 0 && passed == count;
        return new RewardOutcome.Scored(_isFraction ? fraction : isRight ? 1 : 0)
        {
            Parts = parts,
            Reason = isRight ? null : $"{passed} of {count} tests pass; {string.Join("; ", failures)}",
        };
    }

    private static void AddMeasures(Dictionary<string, double> parts, CodeVerdict verdict, CodeVerdict? reference)
    {
        parts["cpu-seconds"] = verdict.Cpu;
        parts["memory-bytes"] = verdict.Memory;
        if (reference is { Cpu: > 0, Memory: > 0, Unfit: null })
        {
            parts["time-ratio"] = verdict.Cpu / reference.Cpu;
            parts["memory-ratio"] = (double)verdict.Memory / reference.Memory;
        }
    }
}
