namespace Rlar.Grpo.Advantages;

/// <summary>A batch's rewards on their way to the estimator: a copy that shaping steps change, component by component or step by step.</summary>
public sealed class ShapedRewards
{
    private readonly OrderedDictionary<string, RewardColumn> _components = [];
    private readonly double[] _steps;

    /// <summary>Copies a batch's rewards.</summary>
    /// <param name="batch">The batch.</param>
    public ShapedRewards(AdvantageBatch batch)
    {
        Batch = batch;
        _steps = batch.Steps.ToArray();
        foreach (var name in batch.Components)
            _components.Add(name, new RewardColumn(batch.Rewards(name).ToArray(), batch.Scored(name).ToArray()));
    }

    /// <summary>The groups, and what belongs to them beside the rewards.</summary>
    public AdvantageBatch Batch { get; }

    /// <summary>The components by name, in order.</summary>
    public IReadOnlyDictionary<string, RewardColumn> Components => _components;

    /// <summary>[steps] rewards by step, completion after completion; empty where the batch has none.</summary>
    public Span<double> Steps => _steps;

    /// <summary>A component by name.</summary>
    /// <param name="component">Its name.</param>
    /// <param name="step">The shaping step that asks, for the message.</param>
    /// <exception cref="ShapingInputException">There is no such component.</exception>
    public RewardColumn Component(string component, string step)
    {
        RefuseSteps(step);
        return _components.TryGetValue(component, out var column)
            ? column
            : throw new ShapingInputException(
                $"rewards.{component}",
                $"missing: --shape {step} names it, and the components here are {Listed()}",
                "Name one of them, or add the component to every row.");
    }

    /// <summary>The components a step works on: all, or the one it names.</summary>
    /// <param name="only">The one, or null.</param>
    /// <param name="step">The shaping step that asks, for the message.</param>
    /// <exception cref="ShapingInputException">There is no such component, or the rewards are by step.</exception>
    public IReadOnlyList<KeyValuePair<string, RewardColumn>> Select(string? only, string step)
    {
        if (only is not null)
            return [KeyValuePair.Create(only, Component(only, step))];
        RefuseSteps(step);
        return [.. _components];
    }

    /// <summary>Puts one component in the place of others.</summary>
    /// <param name="taken">The components that go into it; none for one that comes in addition.</param>
    /// <param name="name">Its name.</param>
    /// <param name="column">Its rewards.</param>
    /// <param name="step">The shaping step that asks, for the message.</param>
    /// <exception cref="ShapingInputException">The name is that of a component that stays, or the rewards are by step.</exception>
    public void Replace(IReadOnlyCollection<string> taken, string name, RewardColumn column, string step)
    {
        RefuseSteps(step);
        foreach (var component in taken)
            _components.Remove(component);
        if (!_components.TryAdd(name, column))
            throw new ShapingInputException(
                $"rewards.{name}",
                $"--shape {step} makes a component of that name",
                $"Give its own another name with {step}:as=NAME.");
    }

    /// <summary>The rewards by step, for a step that shapes these.</summary>
    /// <param name="step">The shaping step that asks, for the message.</param>
    /// <exception cref="ShapingInputException">The rewards are by completion.</exception>
    public Span<double> NeededSteps(string step) => Batch.HasSteps
        ? _steps
        : throw new ShapingInputException(
            "rewards",
            $"one reward a completion, but --shape {step} shapes rewards by step",
            "Give \"rewards\": [[...], ...], one list per completion.");

    private void RefuseSteps(string step)
    {
        if (Batch.HasSteps)
            throw new ShapingInputException(
                "rewards",
                $"rewards by step, but --shape {step} shapes one reward a completion",
                "Use process-clip, delta or renorm, or give one reward a completion.");
    }

    private string Listed() => "{" + string.Join(", ", _components.Keys) + "}";
}
