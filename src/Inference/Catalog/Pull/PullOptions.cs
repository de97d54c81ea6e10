namespace Rlar.Inference.Catalog.Pull;

/// <summary>How models are pulled.</summary>
public sealed record PullOptions
{
    /// <summary>The npm registry to ask; null for the one that npm is configured for, with its scopes and tokens. Default null.</summary>
    public Uri? Registry { get; init; }

    /// <summary>The npm that is asked which registry to use. Default "npm".</summary>
    public string Npm { get; init; } = "npm";

    /// <summary>How long a connection may bring nothing before it counts as broken. Default 60 seconds.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How many tries in a row may bring no byte before the pull gives up. Default 5.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>The pause before the second try; it doubles each time. Default 1 second.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether a model that the cache has is pulled again. Default false.</summary>
    public bool Again { get; init; }
}
