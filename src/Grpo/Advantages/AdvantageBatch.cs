using Rlar.Kernels;

namespace Rlar.Grpo.Advantages;

/// <summary>Groups of rewards, column by column, as the kernels take them. Bounded by 8 bytes a reward and component.</summary>
public sealed partial class AdvantageBatch
{
    private readonly List<int> _offsets = [0];
    private readonly Dictionary<string, List<double>> _components = [];
    private readonly Dictionary<string, List<bool>> _scored = [];
    private readonly List<int> _stepOffsets = [0];
    private readonly List<double> _steps = [];
    private readonly List<bool> _stepMask = [];

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
        for (var i = 0; group.StepMask is { } steps && i < count; i++)
        {
            if (steps.Length != count || steps[i].Length != group.Steps![i].Length)
                throw new KernelException($"mask[{i}] and rewards[{i}] differ in length.");
        }
    }

    private static string Listed(IEnumerable<string> names) => "{" + string.Join(", ", names) + "}";

    private static ReadOnlySpan<T> Span<T>(List<T> list) => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(list);
}
