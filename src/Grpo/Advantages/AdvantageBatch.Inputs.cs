using Rlar.Kernels;

namespace Rlar.Grpo.Advantages;

/// <summary>What belongs to the completions beside their rewards. A column is empty where a row had none.</summary>
public sealed partial class AdvantageBatch
{
    private readonly List<int> _lengths = [];
    private readonly List<bool> _mask = [];
    private readonly List<bool> _truncated = [];
    private readonly List<double> _outcomes = [];
    private readonly List<double> _references = [];
    private readonly List<int> _referenceOffsets = [0];
    private readonly List<int> _tokens = [];
    private readonly List<int> _tokenOffsets = [0];
    private readonly List<double?[][]> _preferences = [];

    /// <summary>[N] lengths in tokens; empty where a row had none.</summary>
    public ReadOnlySpan<int> Lengths => _lengths.Count == Count ? Span(_lengths) : default;

    /// <summary>[N] false where the completion is left out.</summary>
    public ReadOnlySpan<bool> Mask => Span(_mask);

    /// <summary>[N] true where the completion was cut off; empty where a row did not say.</summary>
    public ReadOnlySpan<bool> Truncated => _truncated.Count == Count ? Span(_truncated) : default;

    /// <summary>[N] outcome rewards beside those by step; empty where a row had none.</summary>
    public ReadOnlySpan<double> Outcomes => _outcomes.Count == Count ? Span(_outcomes) : default;

    /// <summary>Rewards of reference answers, group after group.</summary>
    public ReadOnlySpan<double> References => Span(_references);

    /// <summary>[P + 1] where each group's references start; shorter where a row had none.</summary>
    public ReadOnlySpan<int> ReferenceOffsets => Span(_referenceOffsets);

    /// <summary>Token ids, completion after completion.</summary>
    public ReadOnlySpan<int> Tokens => Span(_tokens);

    /// <summary>[N + 1] where each completion's tokens start; shorter where a row had none.</summary>
    public ReadOnlySpan<int> TokenOffsets => Span(_tokenOffsets);

    /// <summary>Whether every row has preferences.</summary>
    public bool HasPreferences => _preferences.Count == Groups;

    /// <summary>[G][G] probability that the row's completion beats the column's, null where the pair was not judged.</summary>
    /// <param name="group">Zero-based.</param>
    public IReadOnlyList<IReadOnlyList<double?>> Preferences(int group) => _preferences[group];

    /// <summary>A column that a shaping step needs.</summary>
    internal ReadOnlySpan<T> Needed<T>(ReadOnlySpan<T> column, string field, string step) =>
        column.Length == Count ? column : throw ShapingInputException.Missing(field, step);

    private void AddInputs(GroupRewards group, int count)
    {
        _lengths.AddRange(group.Lengths ?? []);
        _mask.AddRange(group.Mask ?? Enumerable.Repeat(true, count));
        _truncated.AddRange(group.Truncated ?? []);
        _outcomes.AddRange(group.Outcomes ?? []);
        if (group.References is { } references)
        {
            _references.AddRange(references);
            _referenceOffsets.Add(_references.Count);
        }

        foreach (var tokens in group.Tokens ?? [])
        {
            _tokens.AddRange(tokens);
            _tokenOffsets.Add(_tokens.Count);
        }

        if (group.Preferences is { } preferences)
            _preferences.Add(preferences);
    }

    private static void CheckInputs(GroupRewards group, int count)
    {
        Check("lengths", group.Lengths?.Length, count);
        Check("mask", group.Mask?.Length, count);
        Check("truncated", group.Truncated?.Length, count);
        Check("outcome rewards", group.Outcomes?.Length, count);
        Check("tokens", group.Tokens?.Length, count);
        Check("preferences", group.Preferences?.Length, count);
        for (var i = 0; i < (group.Preferences?.Length ?? 0); i++)
            Check($"preferences[{i}]", group.Preferences![i].Length, count);
        if (group.References is [])
            throw new KernelException("reference rewards has no entry.");
    }

    private static void Check(string name, int? length, int count)
    {
        if (length is not null && length != count)
            throw new KernelException($"{name} has {length} entries, but the group has {count} completions.");
    }
}
