using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Rlar.Rewards.Sandbox;

/// <summary>One process tree of a job, in namespaces of its own.</summary>
/// <param name="Entry">The function of a supervisor's module that becomes the party, as "module.function".</param>
/// <param name="Payload">What it is given. Only the party itself ever reads it.</param>
public sealed record SandboxParty(string Entry, ReadOnlyMemory<byte> Payload)
{
    private static readonly IReadOnlyDictionary<string, string> s_environment = new Dictionary<string, string>
    {
        ["PATH"] = "/usr/local/bin:/usr/bin:/bin",
        ["HOME"] = "/tmp",
        ["LANG"] = "C.UTF-8",
        ["PYTHONHASHSEED"] = "0",
        ["PYTHONDONTWRITEBYTECODE"] = "1",
    };

    /// <summary>A command, in an empty /tmp that it may write to.</summary>
    /// <param name="argv">The command and its arguments; the command is looked up in /usr/local/bin, /usr/bin and /bin.</param>
    /// <param name="stdin">Its standard input.</param>
    /// <param name="files">Files to lie in /tmp, by path relative to it.</param>
    /// <param name="environment">Variables beside PATH, HOME and LANG.</param>
    public static SandboxParty Command(
        IReadOnlyList<string> argv,
        ReadOnlyMemory<byte> stdin = default,
        IReadOnlyDictionary<string, ReadOnlyMemory<byte>>? files = null,
        IReadOnlyDictionary<string, string>? environment = null) =>
        new("parties.command", Write(json =>
        {
            Strings(json, "argv", argv);
            Common(json, stdin, files, environment);
        }));

    /// <summary>A command that the host talks to (<see cref="SandboxSession"/>): it reads the host's requests from its standard input.</summary>
    /// <param name="argv">The command and its arguments, as for <see cref="Command"/>.</param>
    /// <param name="files">Files to lie in /tmp, by path relative to it.</param>
    /// <param name="environment">Variables beside PATH, HOME and LANG.</param>
    public static SandboxParty Service(
        IReadOnlyList<string> argv, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files, IReadOnlyDictionary<string, string>? environment = null) =>
        new("parties.service", Write(json =>
        {
            Strings(json, "argv", argv);
            Common(json, default, files, environment);
        }));

    /// <summary>A Python program, in an interpreter that runs already; otherwise as <see cref="Command"/>.</summary>
    /// <param name="source">The program, in UTF-8 or as its coding line says.</param>
    /// <param name="stdin">Its standard input.</param>
    /// <param name="name">Its file name in /tmp.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="files">Files to lie in /tmp beside it.</param>
    public static SandboxParty Script(
        ReadOnlyMemory<byte> source,
        ReadOnlyMemory<byte> stdin = default,
        string name = "main.py",
        IReadOnlyList<string>? arguments = null,
        IReadOnlyDictionary<string, ReadOnlyMemory<byte>>? files = null) =>
        new("parties.script", Write(json =>
        {
            json.WriteString("source", Encoding.Latin1.GetString(source.Span));
            json.WriteString("name", name);
            Strings(json, "arguments", arguments ?? []);
            Common(json, stdin, files, null);
        }));

    /// <summary>A party with a payload of JSON.</summary>
    /// <param name="entry">The function that becomes the party.</param>
    /// <param name="write">Writes the members of the payload's object.</param>
    public static SandboxParty Of(string entry, Action<Utf8JsonWriter> write) => new(entry, Write(write));

    private static void Common(
        Utf8JsonWriter json,
        ReadOnlyMemory<byte> stdin,
        IReadOnlyDictionary<string, ReadOnlyMemory<byte>>? files,
        IReadOnlyDictionary<string, string>? environment)
    {
        // One character a byte: what a party reads need not be text.
        json.WriteString("stdin", Encoding.Latin1.GetString(stdin.Span));
        json.WriteStartObject("files");
        foreach (var (name, content) in files ?? new Dictionary<string, ReadOnlyMemory<byte>>())
            json.WriteString(name, Encoding.Latin1.GetString(content.Span));
        json.WriteEndObject();
        json.WriteStartObject("environment");
        foreach (var (name, value) in s_environment.Concat(environment ?? new Dictionary<string, string>()))
            json.WriteString(name, value);
        json.WriteEndObject();
    }

    private static void Strings(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
