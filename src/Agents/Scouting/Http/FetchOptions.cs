namespace Rlar.Agents.Scouting.Http;

/// <summary>How a registry or hub on another machine is asked.</summary>
public sealed record FetchOptions
{
    private readonly int _tries = 3;

    /// <summary>The address that all paths are under. http and https.</summary>
    public required Uri Address { get; init; }

    /// <summary>A key for that address, sent to it and to no other; null for none. Default null.</summary>
    public string? Token { get; init; }

    /// <summary>How often a request is sent before it is given up, 1 to 10. Default 3.</summary>
    /// <exception cref="ScoutException">It is out of range.</exception>
    public int Tries
    {
        get => _tries;
        init => _tries = value is >= 1 and <= 10 ? value : throw new ScoutException($"A request can be sent 1 to 10 times, not {value}.");
    }

    /// <summary>The wait before the second try, doubled before each further one, where the server names none. Default 1 second.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait that a server may ask for. Default 30 seconds.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a server may be silent. Default 30 seconds.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The most redirections of a request. Default 5.</summary>
    public int MostRedirects { get; init; } = 5;

    /// <summary>The most bytes of an answer that is a text. Default 16 MiB.</summary>
    public int MostTextBytes { get; init; } = 16 << 20;
}
