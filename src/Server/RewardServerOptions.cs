using System.Net;
using Rlar.Server.Native;
using Rlar.Server.Wire;

namespace Rlar.Server;

/// <summary>Where a server listens, to whom, and what it speaks.</summary>
public sealed record RewardServerOptions
{
    /// <summary>The address. Default loopback; any other needs a <see cref="Token"/>.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port; 0 for any that is free. Default 8100.</summary>
    public int Port { get; init; } = 8100;

    /// <summary>What every client must send as <c>Authorization: Bearer</c>; null for nobody's proof. Default null.</summary>
    public string? Token { get; init; }

    /// <summary>What the server's own API takes and shows.</summary>
    public NativeOptions Native { get; init; } = new();

    /// <summary>What is spoken beside the server's own API, the page included. Default: nothing.</summary>
    public IReadOnlyList<IDialect> Dialects { get; init; } = [];

    /// <summary>How long a shutdown waits for requests that are under way. Default 30 s.</summary>
    public TimeSpan DrainTime { get; init; } = TimeSpan.FromSeconds(30);
}
