namespace Rlar.Agents.Routing;

/// <summary>A table of routes is not as it should be.</summary>
public sealed class RouteException : RlarException
{
    /// <summary>Creates the error.</summary>
    /// <param name="source">The table's file.</param>
    /// <param name="place">Where in it, for example "rules[3].confidence".</param>
    /// <param name="reason">What is wrong, and what it should be.</param>
    internal RouteException(string source, string place, string reason)
        : base($"{source}: {place}: {reason}")
    {
    }
}
