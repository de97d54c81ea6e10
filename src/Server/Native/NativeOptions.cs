using Rlar.Scoring.Pipeline;
using Rlar.Server.Service;

namespace Rlar.Server.Native;

/// <summary>What the server's own API takes and shows beside rows.</summary>
public sealed record NativeOptions
{
    /// <summary>What <c>?advantage=NAME</c> may name: estimators that need a group alone. Default: none.</summary>
    public IReadOnlyDictionary<string, IAdvantages> Advantages { get; init; } = new Dictionary<string, IAdvantages>();

    /// <summary>What <c>/metrics</c> shows. Default null: nothing.</summary>
    public ServiceMeter? Meter { get; init; }

    /// <summary>Rows of one stream that are scored at a time, at least 1. Default four for each processor.</summary>
    public int StreamParallelism { get; init; } = 4 * Environment.ProcessorCount;

    /// <summary>Whether what the server needs is loaded. Default: it is.</summary>
    public Func<bool> IsReady { get; init; } = () => true;
}
