namespace Rlar.Rewards.Sandbox;

/// <summary>What the supervisors of a pool have beside their own modules.</summary>
/// <param name="Modules">Python modules by name, in the order in which they are loaded; their functions can be parties.</param>
/// <param name="Preload">Modules of Python's library to be loaded once, before any party is forked.</param>
/// <param name="Folders">Folders of the host outside /usr that programs may read.</param>
public sealed record SandboxSetup(IReadOnlyList<KeyValuePair<string, string>> Modules, IReadOnlyList<string> Preload, IReadOnlyList<string> Folders)
{
    /// <summary>Nothing beside.</summary>
    public static SandboxSetup Plain { get; } = new([], [], []);
}
