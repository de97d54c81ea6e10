using System.Globalization;
using System.Text.Json;
using Rlar.Tests;

namespace Rlar.Host.Tests;

/// <summary><c>rlar models pull|list|show|remove</c>, in the real program, from a registry on this machine.</summary>
public sealed class ModelPullTests : IDisposable
{
    private readonly RlarProcess _rlar = new();
    private readonly FakeRegistry _registry = new();
    private readonly byte[] _content = new byte[2_000_000];

    public ModelPullTests()
    {
        new Random(3).NextBytes(_content);
        "GGUF"u8.CopyTo(_content);
        _ = _registry.Publish("@s/p", "1.0.0", ("model.gguf", _content));
        _rlar.Write("mine.json", """[{"name":"mine","description":"my own","licence":"MIT","megabytes":2,"files":[{"name":"m.gguf","parts":[{"package":"@s/p","version":"1.0.0","file":"model.gguf"}]}]}]""");
    }

    public void Dispose()
    {
        _registry.Dispose();
        _rlar.Dispose();
    }

    [Fact]
    public async Task Pull_KilledWhileDownloading_GoesOn()
    {
        _registry.Pause = TimeSpan.FromMilliseconds(10);
        var part = _rlar.PathOf("cache/.pull/+s+p-1.0.0.tgz.part");
        using (var process = _rlar.Start(Arguments("pull", "mine")))
        {
            while (!process.HasExited && !(File.Exists(part) && new FileInfo(part).Length > 100_000))
                await Task.Delay(5, TestContext.Current.CancellationToken);
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.NotEqual(0, process.ExitCode);
        }

        Assert.Empty(_rlar.Run(Arguments("list", "--here")).Output);
        _registry.Pause = TimeSpan.Zero;
        var (code, output, error) = _rlar.Run(Arguments("pull", "mine"));
        Assert.True(code == 0, error);
        Assert.Equal(_rlar.PathOf("cache/mine/m.gguf"), output.TrimEnd());
        Assert.Equal(_content, File.ReadAllBytes(output.TrimEnd()));
        var range = Assert.Single(_registry.ArchiveRequests, request => request.Range is not null).Range!;
        Assert.InRange(int.Parse(range["bytes=".Length..^1], CultureInfo.InvariantCulture), 100_000, 2_000_000);
    }

    [Fact]
    public void Pull_ThenListShowAndRemove_KnowTheModel()
    {
        var (code, _, error) = _rlar.Run(Arguments("pull", "mine"));
        Assert.True(code == 0, error);
        Assert.Contains("downloading @s/p@1.0.0: 0.0 of ", error, StringComparison.Ordinal);
        Assert.Contains("is there already", _rlar.Run(Arguments("pull", "mine", "--quiet")).Error, StringComparison.Ordinal);
        // Of the whole catalogue nothing else is here.
        var here = JsonDocument.Parse(_rlar.Run(Arguments("list", "--here", "--json")).Output).RootElement;
        Assert.Equal(("mine", _rlar.PathOf("cache/mine")), (here.GetProperty("name").GetString(), here.GetProperty("folder").GetString()));
        // Its name leads to its file, which is no real model.
        Assert.Contains(_rlar.PathOf("cache/mine/m.gguf"), _rlar.Run(Arguments("show", "mine")).Error, StringComparison.Ordinal);
        Assert.Equal(0, _rlar.Run(Arguments("remove", "mine")).Code);
        Assert.Equal(2, _rlar.Run(Arguments("remove", "mine")).Code);
        var (missing, _, why) = _rlar.Run(Arguments("show", "mine"));
        Assert.Equal(2, missing);
        Assert.Contains("rlar models pull mine", why, StringComparison.Ordinal);
    }

    [Fact]
    public void Pull_UnknownNameOrBadRegistry_SaysWhatToDo()
    {
        Assert.Contains("There is tinyllama-1.1b-chat", _rlar.Run(Arguments("pull", "tinylama")).Error, StringComparison.Ordinal);
        Assert.Contains("takes an http or https address", _rlar.Run(["models", "pull", "mine", "--registry", "ftp://x", "--cache", "cache"]).Error, StringComparison.Ordinal);
        Assert.Contains("cannot be reached", _rlar.Run(["models", "pull", "mine", "--registry", $"http://127.0.0.1:{FakeRegistry.FreePort()}/", "--cache", "cache", "--catalog", "mine.json"]).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Show_OnnxFolder_NamesInputsAndOutputs()
    {
        var folder = Path.GetDirectoryName(SharedModels.Require("bert-tiny-toxicity-int8/vocab.txt"))!;
        var (code, output, error) = _rlar.Run(["models", "show", folder, "--json"]);
        Assert.True(code == 0, error);
        var shown = JsonDocument.Parse(output).RootElement;
        Assert.Equal(("onnx", "classification", 4_386_212), (shown.GetProperty("format").GetString(), shown.GetProperty("head").GetString(), shown.GetProperty("parameters").GetInt32()));
        Assert.Equal(["input_ids int64", "attention_mask int64"], shown.GetProperty("inputs").EnumerateArray().Select(input => $"{input.GetProperty("name").GetString()} {input.GetProperty("type").GetString()}"));
        Assert.Equal("2", shown.GetProperty("outputs")[0].GetProperty("shape")[1].GetString());
        Assert.EndsWith("vocab.txt", shown.GetProperty("tokenizer_file").GetString(), StringComparison.Ordinal);
        Assert.Contains("attention_mask int64[", _rlar.Run(["models", "show", folder]).Output, StringComparison.Ordinal);
    }

    private string[] Arguments(string command, params string[] rest) =>
        ["models", command, .. rest, "--cache", "cache", "--catalog", "mine.json", .. command == "pull" ? (string[])["--registry", _registry.Address.AbsoluteUri] : []];
}
