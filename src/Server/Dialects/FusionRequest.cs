using System.Text;
using System.Text.Json;
using Rlar.Rewards.Sandbox;
using Rlar.Server.Wire;

namespace Rlar.Server.Dialects;

/// <summary>A program that SandboxFusion's clients want run, with their names and defaults.</summary>
internal sealed record FusionRequest
{
    private const double DefaultTimeout = 10;
    private const int LongestPath = 255;

    /// <summary>The program.</summary>
    public required string Code { get; init; }

    /// <summary>Its language, by SandboxFusion's name.</summary>
    public required string Language { get; init; }

    /// <summary>Standard input.</summary>
    public required byte[] Stdin { get; init; }

    /// <summary>Files beside the program.</summary>
    public required IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Files { get; init; }

    /// <summary>Seconds for the compiler.</summary>
    public required double CompileTimeout { get; init; }

    /// <summary>Seconds for the program.</summary>
    public required double RunTimeout { get; init; }

    /// <summary>Bytes of memory; null for the sandbox's own limit.</summary>
    public required long? Memory { get; init; }

    /// <summary>Reads one.</summary>
    /// <param name="root">The body.</param>
    /// <param name="limits">The longest that a request may take.</param>
    /// <exception cref="BadRequestException">A field is not what SandboxFusion has, or asks for more than there is.</exception>
    internal static FusionRequest Read(JsonField root, ServerLimits limits)
    {
        if (root["fetch_files"].Items().Count > 0)
        {
            throw new BadRequestException(
                "fetch_files", "files are not brought back from the sandbox", "Print what you need, and leave the list empty.");
        }

        return new FusionRequest
        {
            Code = root["code"].Text(),
            Language = root["language"].Text(),
            Stdin = Encoding.UTF8.GetBytes(root["stdin"].TextOrNull() ?? ""),
            Files = root["files"].Members().Where(file => !file.Value.IsAbsent).ToDictionary(file => file.Name, file => Content(file.Name, file.Value)),
            CompileTimeout = Seconds(root["compile_timeout"], limits),
            RunTimeout = Seconds(root["run_timeout"], limits),
            Memory = root["memory_limit_MB"].WholeOrNull() is > 0 and < 1 << 20 and var megabytes ? megabytes << 20 : null,
        };
    }

    /// <summary>The sandbox's limits for the program: SandboxFusion counts seconds on the clock alone, here processor seconds count, too.</summary>
    /// <param name="reservesMemory">Whether its runtime reserves far more address space than it uses.</param>
    internal SandboxLimits RunLimits(bool reservesMemory)
    {
        var limits = new SandboxLimits { Cpu = RunTimeout, Wall = RunTimeout };
        return limits with
        {
            Memory = Memory ?? limits.Memory,
            AddressSpace = reservesMemory ? null : Math.Max(limits.AddressSpace!.Value, Memory ?? 0),
        };
    }

    private static double Seconds(JsonField field, ServerLimits limits)
    {
        var seconds = field.NumberOrNull() ?? DefaultTimeout;
        return seconds > 0 && seconds <= limits.Deadline.TotalSeconds
            ? seconds
            : throw new BadRequestException(
                field.Path,
                $"{field.Element.GetRawText()} s is not above 0 and at most {limits.Deadline.TotalSeconds:0.#} s",
                "Give it so, or leave it out for 10.");
    }

    // A path leads nowhere but into the program's own folder.
    private static ReadOnlyMemory<byte> Content(string path, JsonField file)
    {
        if (path.Length > LongestPath || path.Contains('\0', StringComparison.Ordinal) || path.Split('/').Any(part => part is "" or "." or ".."))
            throw new BadRequestException(file.Path, "it is no path below the program's folder", "Name files as data/input.txt.");
        if (file.Kind != JsonValueKind.String || !file.Element.TryGetBytesFromBase64(out var bytes))
            throw new BadRequestException(file.Path, "it is no base64", "Send the file's bytes in base64.");
        return bytes;
    }
}
