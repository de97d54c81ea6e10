using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Rlar.Tests;

namespace Rlar.Inference.Tests.Tokenizers;

/// <summary>natives/tokenizers/restore, with an npm that gives one archive and can do nothing else.</summary>
public sealed partial class TokenizerRestoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rlar-restore-").FullName;

    private string Restored => Path.Combine(_folder, "node_modules/@plurnk/plurnk-mimetypes-tokenizers/tokenizers/bert/tokenizer.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Restore_ADependencyIsGone_TakesTheArchiveAloneAndThenNeedsNoNpm()
    {
        Prepare(isDamaged: false);
        var (code, output) = Restore();
        Assert.True(code == 0, output);
        Assert.Equal("{}", File.ReadAllText(Restored));
        File.WriteAllText(Path.Combine(_folder, "bin", "npm"), "#!/bin/sh\nexit 1\n");
        Assert.Equal((0, ""), Restore());
    }

    [Fact]
    public void Restore_AnotherArchive_IsRefusedAndLeavesNothing()
    {
        Prepare(isDamaged: true);
        var (code, output) = Restore();
        Assert.NotEqual(0, code);
        Assert.Contains("hash", output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_folder, "node_modules")));
    }

    private void Prepare(bool isDamaged)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/bin/bash"), "a script for bash");
        foreach (var file in Directory.EnumerateFiles(Path.Combine(SharedData.Repository, "natives", "tokenizers")))
            File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)));
        var archive = Path.Combine(_folder, "made.tgz");
        using (var file = File.Create(archive))
        using (var packed = new GZipStream(file, CompressionMode.Compress))
        using (var tar = new TarWriter(packed))
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "package/tokenizers/bert/tokenizer.json") { DataStream = new MemoryStream("{}"u8.ToArray()) });
        var script = Path.Combine(_folder, "restore");
        if (!isDamaged)
            File.WriteAllText(script, Integrity().Replace(File.ReadAllText(script), "sha512-" + Convert.ToBase64String(SHA512.HashData(File.ReadAllBytes(archive)))));
        var npm = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, "bin")).FullName, "npm");
        File.WriteAllText(npm, $"""
            #!/bin/bash
            [ "$1" = pack ] || {'{'} echo "npm error 404 a dependency is gone" >&2; exit 1; {'}'}
            while [ $# -gt 0 ]; do [ "$1" = --pack-destination ] && cp "{archive}" "$2/package.tgz"; shift; done
            echo package.tgz

            """);
        if (OperatingSystem.IsLinux())
            File.SetUnixFileMode(npm, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
    }

    private (int Code, string Output) Restore()
    {
        var start = new ProcessStartInfo("/bin/bash", [Path.Combine(_folder, "restore")])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = $"{Path.Combine(_folder, "bin")}:/usr/bin:/bin";
        _ = start.Environment.Remove("RLAR_TOKENIZERS");
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }

    [GeneratedRegex("sha512-[A-Za-z0-9+/=]{88}")]
    private static partial Regex Integrity();
}
