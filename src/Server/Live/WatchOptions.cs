namespace Rlar.Server.Live;

/// <summary>Which files of other runs the page follows.</summary>
public sealed record WatchOptions
{
    /// <summary>
    /// Files and folders: the folder of a training run, a folder of such folders, a scored output (also before it is finished), a ledger. What is not
    /// there yet is waited for. Default none.
    /// </summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>How often it is looked whether they have grown. Default 1 s.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Bytes that are read of one file at one look, so that a long file delays no other. Default 8 MiB.</summary>
    public int BytesPerLook { get; init; } = 8 << 20;

    /// <summary>Files that are followed at a time; of more, those that changed last. Default 32.</summary>
    public int Files { get; init; } = 32;
}
