using Microsoft.AspNetCore.Routing;

namespace Rlar.Server.Wire;

/// <summary>
/// A trainer's own way of asking for rewards. It turns requests into groups and outcomes into answers, and scores nothing itself. How it says
/// unscorable, failed and busy is in docs/protocols.md and held by a test.
/// </summary>
public interface IDialect
{
    /// <summary>Its name, as metrics and the page have it.</summary>
    string Name { get; }

    /// <summary>Adds its addresses. No two dialects have one address and method in common.</summary>
    /// <param name="endpoints">Takes them.</param>
    /// <param name="parts">What the server has.</param>
    void Map(IEndpointRouteBuilder endpoints, ServerParts parts);
}
