using System.Globalization;
using System.Text.Json;

namespace Rlar.Server.Live.Watching;

/// <summary>A run of another process whose files are followed.</summary>
/// <param name="log">Where it is shown.</param>
/// <param name="name">Its name there.</param>
internal abstract class FollowedRun(LiveLog log, string name)
{
    private long _unread;

    /// <summary>The run; null until there is something to show.</summary>
    internal LiveRun? Run { get; private set; }

    /// <summary>Where it is shown.</summary>
    protected LiveLog Log => log;

    /// <summary>Reads on.</summary>
    /// <param name="path">Its file or folder now.</param>
    /// <param name="most">Bytes of each file at most.</param>
    /// <returns>Whether there may be more.</returns>
    internal abstract bool Look(string path, int most);

    /// <summary>Forgets it.</summary>
    internal void Close()
    {
        if (Run is not null)
            log.Close(Run);
        (Run, _unread) = (null, 0);
    }

    /// <summary>The run, begun if need be.</summary>
    protected LiveRun Open(string kind, string unit) => Run ??= log.Open(kind, name, unit);

    /// <summary>Reads a line; one that cannot be read is counted, and no more.</summary>
    protected void Read(ReadOnlySpan<byte> line, Action<JsonElement> read)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            read(JsonElement.ParseValue(ref reader));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or ToolException)
        {
            _unread++;
        }
    }

    /// <summary>Says what could not be read, with whatever else there is to say.</summary>
    protected void Say(string note, long longLines)
    {
        var unread = _unread + longLines;
        var remark = unread == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{unread} lines could not be read and are not counted.");
        Run?.Say($"{note} {remark}".Trim());
    }
}
