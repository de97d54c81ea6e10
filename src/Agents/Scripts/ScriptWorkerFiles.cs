using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Rlar.Rewards.Sandbox;

namespace Rlar.Agents.Scripts;

/// <summary>
/// What a worker's process is started from: this assembly, a program of one line that enters it, and its settings. It is given them as files; of the host's it sees the
/// .NET that this process runs on, and nothing of the program.
/// </summary>
internal static class ScriptWorkerFiles
{
    private const string Name = "Rlar.ScriptWorker";
    private const string Program = "static class Program { static int Main() => Rlar.Agents.Scripts.Running.ScriptWorker.Run(); }";
    private const int MostLifeCpu = 6 * 3600;
    private const double LongestLife = 1e7;
    private const int Threads = 128;

    private static readonly string s_framework = Path.GetDirectoryName(typeof(object).Assembly.Location) ?? "";

    /// <summary>The folder of .NET.</summary>
    private static string Installation => Path.GetFullPath(Path.Combine(s_framework, "..", "..", ".."));

    /// <summary>Starts a worker.</summary>
    /// <param name="options">What it may use.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SandboxException">The machine does not isolate programs, something is missing, or .NET lies where it cannot be shown.</exception>
    internal static Task<SandboxSession> StartAsync(ScriptWorkerOptions options, CancellationToken cancellationToken)
    {
        var dotnet = Path.Combine(Installation, "dotnet");
        var own = typeof(ScriptWorkerFiles).Assembly.Location;
        if (s_framework.Length == 0 || own.Length == 0 || !File.Exists(dotnet))
            throw new SandboxException($"Scripts run on the .NET of this machine, and there is none at {dotnet}: install it, and run rlar on it.");
        var party = SandboxParty.Service(
            [dotnet, "exec", $"/tmp/{Name}.dll"],
            new Dictionary<string, ReadOnlyMemory<byte>>
            {
                [$"{Name}.dll"] = Starter(own),
                [$"{Name}.runtimeconfig.json"] = Settings(options),
                [Path.GetFileName(own)] = File.ReadAllBytes(own),
            },
            new Dictionary<string, string>
            {
                ["DOTNET_EnableDiagnostics"] = "0",
                ["DOTNET_NOLOGO"] = "1",
                ["TZ"] = "UTC",
            });
        var limits = new SandboxLimits
        {
            Cpu = MostLifeCpu,
            StepCpu = options.MessageCpu,
            Wall = LongestLife,
            Memory = options.Memory,
            AddressSpace = null,
            Processes = Threads,
            Output = 1L << 40,
        };
        return SandboxSession.StartAsync(party, limits, [Installation], cancellationToken);
    }

    private static byte[] Settings(ScriptWorkerOptions options) => JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>
    {
        ["runtimeOptions"] = new Dictionary<string, object>
        {
            ["framework"] = new Dictionary<string, string> { ["name"] = "Microsoft.NETCore.App", ["version"] = Path.GetFileName(s_framework) },
            ["configProperties"] = new Dictionary<string, object>
            {
                ["System.Globalization.Invariant"] = true,
                ["System.GC.Server"] = false,
                ["System.GC.Concurrent"] = false,
                ["System.GC.HeapHardLimit"] = options.Memory / 2,
                ["System.Runtime.TieredPGO"] = false,
            },
        },
    });

    private static byte[] Starter(string own)
    {
        var references = new[] { typeof(object).Assembly.Location, Path.Combine(s_framework, "System.Runtime.dll"), own };
        var compilation = CSharpCompilation.Create(
            Name,
            [CSharpSyntaxTree.ParseText(Program)],
            references.Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, optimizationLevel: OptimizationLevel.Release, deterministic: true, concurrentBuild: false)
                .WithMetadataImportOptions(MetadataImportOptions.Internal));
        using var assembly = new MemoryStream();
        var emitted = compilation.Emit(assembly);
        return emitted.Success
            ? assembly.ToArray()
            : throw new SandboxException($"The worker of scripts cannot be made: {emitted.Diagnostics.FirstOrDefault()}");
    }
}
