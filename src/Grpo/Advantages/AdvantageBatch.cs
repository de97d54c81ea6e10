using Rlar.Kernels;

namespace Rlar.Grpo.Advantages;

/// <summary>Groups of rewards, column by column, as the kernels take them. Bounded by 8 bytes a reward and component.</summary>
public sealed class AdvantageBatch
{
    private readonly List<int> _offsets = [0];
    private readonly Dictionary<string, List<double>> _components = [];
    private readonly Dictionary<string, List<bool>> _scored = [];
    private readonly List<int> _stepOffsets = [0];
    private readonly List<double> _steps = [];
    private readonly List<bool> _stepMask = [];

    // What belongs to the completions beside their rewards: a column is empty where a row had none.
    private readonly List<int> _lengths = [];
    private readonly List<bool> _mask = [];
    private readonly List<bool> _truncated = [];
    private readonly List<double> _outcomes = [];
    private readonly List<double> _references = [];
    private readonly List<int> _referenceOffsets = [0];
    private readonly List<int> _tokens = [];
    private readonly List<int> _tokenOffsets = [0];
    private readonly List<double?[][]> _preferences = [];

    /// <summary>What the estimators with other baselines read.</summary>
    internal BaselineColumns Baselines { get; } = new();

    /// <summary>Number of groups P.</summary>
    public int Groups => _offsets.Count - 1;

    /// <summary>Number of completions N.</summary>
    public int Count => _offsets[^1];

    /// <summary>The components' names, in the order of the first row.</summary>
    public IReadOnlyCollection<string> Components => _components.Keys;

    /// <summary>Whether the rows have rewards by step.</summary>
    public bool HasSteps { get; private set; }

    /// <summary>[P + 1] where each group starts.</summary>
    public ReadOnlySpan<int> Offsets => Span(_offsets);

    /// <summary>[N + 1] where each completion's steps start.</summary>
    internal ReadOnlySpan<int> StepOffsets => Span(_stepOffsets);

    /// <summary>[steps] rewards by step.</summary>
    internal ReadOnlySpan<double> Steps => Span(_steps);

    /// <summary>[steps] true where the token is the policy's own.</summary>
    internal ReadOnlySpan<bool> StepMask => Span(_stepMask);

    /// <summary>Appends a group.</summary>
    /// <param name="group">The group.</param>
    /// <exception cref="KernelException">Rewards, lengths or mask of different sizes, or other components than the groups before.</exception>
    public void Add(GroupRewards group)
    {
        var count = group.Count;
        Check(group, count);
        HasSteps = group.Steps is not null;
        foreach (var (name, rewards) in group.Components)
        {
            if (Groups == 0)
                (_components[name], _scored[name]) = ([], []);
            for (var i = 0; i < count; i++)
            {
                _components[name].Add(rewards[i] ?? 0);
                _scored[name].Add(rewards[i] is not null && (group.Mask is null || group.Mask[i]));
            }
        }

        for (var i = 0; i < (group.Steps?.Length ?? 0); i++)
        {
            _steps.AddRange(group.Steps![i]);
            _stepMask.AddRange(group.StepMask?[i] ?? Enumerable.Repeat(true, group.Steps[i].Length));
            _stepOffsets.Add(_steps.Count);
        }

        AddInputs(group, count);
        Baselines.Add(group);
        _offsets.Add(Count + count);
    }

    /// <summary>[N] rewards of a component; those that are not scored are 0.</summary>
    /// <param name="component">Its name.</param>
    internal ReadOnlySpan<double> Rewards(string component) => Span(_components[component]);

    /// <summary>[N] true where the component was scored.</summary>
    /// <param name="component">Its name.</param>
    internal ReadOnlySpan<bool> Scored(string component) => Span(_scored[component]);

    private void Check(GroupRewards group, int count)
    {
        if (Groups > 0 && HasSteps != group.Steps is not null)
            throw new KernelException("rewards by step and rewards by completion do not mix in one batch.");
        if (Groups > 0 && !_components.Keys.ToHashSet().SetEquals(group.Components.Keys))
            throw new KernelException($"rewards has the components {Listed(group.Components.Keys)}, but the groups before have {Listed(_components.Keys)}.");
        foreach (var (name, rewards) in group.Components)
        {
            if (rewards.Length != count)
                throw new KernelException($"rewards.{name} has {rewards.Length} entries, but the group has {count} completions.");
        }

        CheckInputs(group, count);
        BaselineColumns.Check(group, count);
        for (var i = 0; group.StepMask is { } steps && i < count; i++)
        {
            if (steps.Length != count || steps[i].Length != group.Steps![i].Length)
                throw new KernelException($"mask[{i}] and rewards[{i}] differ in length.");
        }
    }

    private static string Listed(IEnumerable<string> names) => "{" + string.Join(", ", names) + "}";

    private static ReadOnlySpan<T> Span<T>(List<T> list) => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(list);

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

    /// <summary>Where an element of the flat rewards stands: the completion, or the step where the rewards are by step.</summary>
    /// <param name="index">Zero-based.</param>
    /// <returns>The group and the field in its row; null where there is no such element.</returns>
    public (int Group, string Field)? Place(int index)
    {
        if (index < 0 || index >= (HasSteps ? _steps.Count : Count))
            return null;
        var completion = HasSteps ? Slot(_stepOffsets, index) : index;
        var group = Slot(_offsets, completion);
        var field = $"rewards[{completion - _offsets[group]}]";
        return (group, HasSteps ? $"{field}[{index - _stepOffsets[completion]}]" : field);
    }

    /// <summary>The slot that holds an element; empty slots hold none.</summary>
    private static int Slot(List<int> offsets, int index)
    {
        var (low, high) = (0, offsets.Count - 1);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            (low, high) = offsets[middle] <= index ? (middle, high) : (low, middle);
        }

        return low;
    }
}
