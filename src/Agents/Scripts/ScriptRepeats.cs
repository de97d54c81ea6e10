using System.Globalization;
using Rlar.Agents.Drafts;

namespace Rlar.Agents.Scripts;

/// <summary>
/// Makes the calls of known cases in two processes that were started for it, in the one forwards and in the other backwards. What keeps something from call to call, or takes
/// anything from its process, shows.
/// </summary>
public static class ScriptRepeats
{
    /// <summary>The calls whose two outcomes differ, each in a sentence; empty where all agree to the last bit.</summary>
    /// <param name="script">The script.</param>
    /// <param name="probes">The cases.</param>
    /// <param name="limits">What each call may use.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async Task<IReadOnlyList<string>> DifferencesAsync(
        CompiledScript script, IReadOnlyList<Probe> probes, ScriptLimits limits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(probes);
        var options = new ScriptWorkerOptions { Workers = 1 };
        await using var one = new ScriptWorkers(options);
        await using var other = new ScriptWorkers(options);
        var forwards = RunAsync(one, script, [.. probes], limits, cancellationToken);
        var backwards = RunAsync(other, script, [.. probes.Reverse()], limits, cancellationToken);
        var (first, second) = (await forwards, await backwards);
        second.Reverse();
        return [.. Enumerable.Range(0, probes.Count)
            .Where(i => !first[i].SequenceEqual(second[i], new SameBits()))
            .Select(i => $"{Quoted(probes[i].Completion)}: {Said(first[i])} in one process, {Said(second[i])} in another")];
    }

    /// <summary>The verdicts of cases, one list a case.</summary>
    internal static async Task<List<IReadOnlyList<ScriptVerdict>>> RunAsync(
        ScriptWorkers workers, CompiledScript script, IReadOnlyList<Probe> probes, ScriptLimits limits, CancellationToken cancellationToken)
    {
        var verdicts = new List<IReadOnlyList<ScriptVerdict>>();
        foreach (var probe in probes)
        {
            var answer = ThinkingSection.Answer(probe.Completion) ?? "";
            verdicts.Add(await workers.ScoreAsync(
                new ScriptCalls(script, probe.Query.Question, probe.Query.References, ScriptTool.Data(probe.Query), [answer]) { Limits = limits }, cancellationToken));
        }

        return verdicts;
    }

    /// <summary>A completion as a message shows it.</summary>
    internal static string Quoted(string text) => $"'{(text.Length > 80 ? text[..80] + "…" : text).ReplaceLineEndings(" ")}'";

    /// <summary>Verdicts as a message shows them.</summary>
    internal static string Said(IEnumerable<ScriptVerdict> verdicts) =>
        string.Join(", ", verdicts.Select(verdict => verdict.Value?.ToString("R", CultureInfo.InvariantCulture) ?? verdict.Reason));

    // NaN is the same as NaN here.
    private sealed class SameBits : IEqualityComparer<ScriptVerdict>
    {
        public bool Equals(ScriptVerdict x, ScriptVerdict y) =>
            (x.Value is { } a && y.Value is { } b ? BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b) : x.Value is null && y.Value is null)
            && x.Reason == y.Reason;

        public int GetHashCode(ScriptVerdict obj) => obj.Value.GetHashCode();
    }
}
