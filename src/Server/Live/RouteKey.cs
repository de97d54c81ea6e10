namespace Rlar.Server.Live;

/// <summary>Groups of one task whose route has the same tools with the same weights take the same route.</summary>
internal sealed class RouteKey : IEqualityComparer<LiveGroup>
{
    /// <summary>The one there is.</summary>
    internal static RouteKey Instance { get; } = new();

    /// <inheritdoc/>
    public bool Equals(LiveGroup? one, LiveGroup? other)
    {
        if (one is null || other is null || one.Task != other.Task || one.Calls.Count != other.Calls.Count)
            return ReferenceEquals(one, other);
        for (var i = 0; i < one.Calls.Count; i++)
        {
            if (one.Calls[i].Tool != other.Calls[i].Tool || one.Calls[i].Weight != other.Calls[i].Weight)
                return false;
        }

        return true;
    }

    /// <inheritdoc/>
    public int GetHashCode(LiveGroup group) => HashCode.Combine(group.Task, group.Calls.Count == 0 ? "" : group.Calls[0].Tool, group.Calls.Count);
}
