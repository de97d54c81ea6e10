using Microsoft.Extensions.AI;
using Rlar.Rewards.Sandbox;
using Rlar.Server.Service;

namespace Rlar.Server.Wire;

/// <summary>What dialects are given of the server.</summary>
public sealed record ServerParts
{
    /// <summary>Scores groups.</summary>
    public required IRewardService Rewards { get; init; }

    /// <summary>
    /// The tools, for lists and for requests that name one. A dialect names a tool by <see cref="Query.Tool"/>, and else leaves it to the router.
    /// </summary>
    public required ToolRegistry Tools { get; init; }

    /// <summary>Chat models by name, the first being the default; none where the user named none.</summary>
    public OrderedDictionary<string, IChatClient> Models { get; init; } = [];

    /// <summary>Where programs run; null where no sandbox can be had, with <see cref="WhyNoSandbox"/>.</summary>
    public SandboxPool? Sandbox { get; init; }

    /// <summary>Why there is no sandbox; null where there is one.</summary>
    public string? WhyNoSandbox { get; init; }

    /// <summary>What a client may send.</summary>
    public ServerLimits Limits { get; init; } = new();

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>RLAR's version.</summary>
    public string Version { get; init; } = "";

    /// <summary>Cancelled when the server begins to shut down: what stays open (a socket, server-sent events) ends then. The server sets it.</summary>
    public CancellationToken Stopping { get; init; }
}
