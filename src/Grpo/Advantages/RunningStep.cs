using System.Text.Json;
using System.Text.Json.Serialization;
using Rlar.Kernels;

namespace Rlar.Grpo.Advantages;

/// <summary>A shaping step by statistics of all rewards so far, one state a component.</summary>
/// <typeparam name="TState">The statistics.</typeparam>
internal sealed class RunningStep<TState> : IRunningShaping
    where TState : struct
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        WriteIndented = true,
        NewLine = "\n",
    };

    private readonly string? _only;
    private readonly Merge _merge;
    private readonly Kernel _kernel;
    private Dictionary<string, TState> _states = [];

    /// <summary>Creates a step without a state.</summary>
    /// <param name="arguments">Its name, state=FILE and on=COMPONENT.</param>
    /// <param name="merge">Takes a batch into a state.</param>
    /// <param name="kernel">Shapes by a state, in place.</param>
    internal RunningStep(ShapingArguments arguments, Merge merge, Kernel kernel)
    {
        Name = arguments.Name;
        Text = arguments.Canonical;
        StateName = arguments.NeededText("state");
        _only = arguments.Text("on");
        _merge = merge;
        _kernel = kernel;
    }

    /// <summary>The state after a batch.</summary>
    internal delegate TState Merge(TState state, ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored);

    /// <summary>One kernel call, in place.</summary>
    internal delegate void Kernel(Span<double> rewards, ReadOnlySpan<bool> scored, TState state);

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Text { get; }

    /// <inheritdoc/>
    public string StateName { get; }

    /// <inheritdoc/>
    public bool IsGroupLocal => false;

    /// <inheritdoc/>
    public ShapingInputs Needs => ShapingInputs.None;

    /// <inheritdoc/>
    public void Apply(ShapedRewards rewards)
    {
        foreach (var (component, (values, scored)) in rewards.Select(_only, Name))
        {
            if (!scored.Contains(true))
                continue;
            var state = _merge(_states.GetValueOrDefault(component), values, scored);
            _states[component] = state;
            _kernel(values, scored, state);
        }
    }

    /// <inheritdoc/>
    public void Restore(ReadOnlySpan<byte> json)
    {
        try
        {
            var saved = JsonSerializer.Deserialize<Saved>(json, s_json);
            if (saved?.Statistic != typeof(TState).Name)
                throw new KernelException($"this is a state of {saved?.Statistic ?? "nothing"}, and {Name} needs one of {typeof(TState).Name}.");
            _states = saved.Components;
        }
        catch (JsonException error)
        {
            throw new KernelException($"this is no state that {Name} has saved: {error.Message}");
        }
    }

    /// <inheritdoc/>
    public byte[] Save() => JsonSerializer.SerializeToUtf8Bytes(new Saved(typeof(TState).Name, _states), s_json);

    private sealed record Saved(string Statistic, Dictionary<string, TState> Components);
}
