using System.Text;
using Rlar.Rewards.Sandbox;

namespace Rlar.Server.Dialects;

/// <summary>Compiles and runs one program as SandboxFusion does, each in a sandbox of its own.</summary>
/// <param name="pool">Where programs run.</param>
internal sealed class FusionRun(SandboxPool pool)
{
    private const long CompileMemory = 2L << 30;
    private const long LargestArtifact = 64L << 20;

    /// <summary>Runs it.</summary>
    /// <param name="request">The program.</param>
    /// <param name="language">Its language.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What the compiler did, null where none was needed; what the program did, null where it was not compiled.</returns>
    /// <exception cref="SandboxException">The sandbox is not there or broke.</exception>
    internal async Task<(SandboxResult? Compile, SandboxResult? Run)> RunAsync(
        FusionRequest request, FusionLanguage language, CancellationToken cancellationToken)
    {
        var files = new Dictionary<string, ReadOnlyMemory<byte>>(request.Files) { [language.File] = Encoding.UTF8.GetBytes(request.Code) };
        if (language.Compile is null)
        {
            var party = language.File == "main.py"
                ? SandboxParty.Script(files[language.File], request.Stdin, language.File, [], files)
                : SandboxParty.Command(language.Run, request.Stdin, files);
            return (null, await RunAsync(request, language, party, cancellationToken));
        }

        var compile = await CompileAsync(request, language, files, cancellationToken);
        if (compile.ExitStatus != 0)
            return (compile, null);

        // What came out of a sandbox as bytes is made a program inside of the next.
        files = new Dictionary<string, ReadOnlyMemory<byte>>(request.Files) { [FusionLanguage.Artifact] = compile.Stdout };
        string[] argv = ["sh", "-c", "chmod +x \"$0\" && exec \"$@\"", FusionLanguage.Artifact, .. language.Run];
        return (compile, await RunAsync(request, language, SandboxParty.Command(argv, request.Stdin, files), cancellationToken));
    }

    private Task<SandboxResult> RunAsync(FusionRequest request, FusionLanguage language, SandboxParty party, CancellationToken cancellationToken) =>
        pool.RunAsync(new SandboxJob([party], request.RunLimits(language.ReservesMemory)), cancellationToken);

    // The program leaves by standard output; what the compiler says goes to standard error.
    private Task<SandboxResult> CompileAsync(
        FusionRequest request, FusionLanguage language, Dictionary<string, ReadOnlyMemory<byte>> files, CancellationToken cancellationToken)
    {
        var limits = new SandboxLimits
        {
            Cpu = request.CompileTimeout,
            Wall = request.CompileTimeout,
            Memory = CompileMemory,
            AddressSpace = null,
            Output = LargestArtifact,
            Disk = 2 * LargestArtifact,
        };
        var party = SandboxParty.Command(["sh", "-c", $"({language.Compile}) >&2 && cat {FusionLanguage.Artifact}"], default, files);
        return pool.RunAsync(new SandboxJob([party], limits), cancellationToken);
    }
}
