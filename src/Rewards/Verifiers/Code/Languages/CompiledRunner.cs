using System.Text;
using Rlar.Rewards.Sandbox;

namespace Rlar.Rewards.Verifiers.Code.Languages;

/// <summary>Compiles a program once, in a sandbox, and runs what that left in others.</summary>
/// <param name="pool">Where programs run.</param>
/// <param name="language">The language.</param>
internal sealed class CompiledRunner(SandboxPool pool, CodeLanguage language)
{
    private const double CompileTime = 60;
    private const long CompileMemory = 2L << 30;
    private const long LargestArtifact = 64L << 20;
    private const int LongestMessage = 500;

    /// <summary>Runs the tests, which are <see cref="CodeTests.Streams"/> or <see cref="CodeTests.None"/>.</summary>
    internal async Task<CodeVerdict> RunAsync(string program, CodeTests tests, CodeRunOptions options, CancellationToken cancellationToken)
    {
        var files = language.Files.ToDictionary(file => file.Key, file => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(Toolchain.Fill(file.Value)));
        files[language.File] = Encoding.UTF8.GetBytes(program);
        if (language.Compile is not null)
        {
            var (artifact, error) = await CompileAsync(files, cancellationToken);
            if (error is not null)
                return new CodeVerdict([.. Enumerable.Range(1, tests.Count).Select(i => new TestResult($"case {i}", false, error))], 0, 0);
            files = language.Files.ToDictionary(file => file.Key, file => files[file.Key]);
            files[language.Artifact!] = artifact;
        }

        // What came out of a sandbox as bytes is no program yet: it is made one inside.
        var argv = language.Run.Select(Toolchain.Fill).ToArray();
        string[] run = language.Artifact is { } name ? ["sh", "-c", "chmod +x \"$0\" && exec \"$@\"", name, .. argv] : argv;
        var streams = new StreamRunner(pool, (_, stdin) => SandboxParty.Command(run, stdin, files, language.Environment), language.ReservesMemory);
        return await streams.RunAsync(program, tests, options, cancellationToken);
    }

    private async Task<(ReadOnlyMemory<byte> Artifact, string? Error)> CompileAsync(
        Dictionary<string, ReadOnlyMemory<byte>> files, CancellationToken cancellationToken)
    {
        var command = $"({Toolchain.Fill(language.Compile!)}) >&2 && cat {language.Artifact}";
        var limits = new SandboxLimits
        {
            Cpu = CompileTime,
            Wall = 2 * CompileTime,
            Memory = CompileMemory,
            AddressSpace = null,
            Output = LargestArtifact,
            Disk = 2 * LargestArtifact,
        };
        var run = await pool.RunAsync(
            new SandboxJob([SandboxParty.Command(["sh", "-c", command], default, files, language.Environment)], limits),
            cancellationToken);
        if (run.ExitStatus == 0)
            return (run.Stdout, null);
        var said = Encoding.UTF8.GetString(run.Stderr.Span).Trim();
        var reason = run.Stop == SandboxStop.None ? said[..Math.Min(said.Length, LongestMessage)] : $"the compiler passed the limit on {run.Stop}";
        return (default, $"does not compile: {reason}");
    }
}
