using System.Text.Json;
using Rlar.Rewards.Sandbox;
using Rlar.Tests;

namespace Rlar.Host.Tests;

/// <summary><c>rlar doctor</c> in the real program.</summary>
public sealed class DoctorTests
{
    [Fact]
    public void Doctor_Json_SaysOfEveryThingWhetherItIsThere()
    {
        using var rlar = new RlarProcess();
        var run = rlar.Run(["doctor", "--json"]);
        using var json = JsonDocument.Parse(run.Output);
        var findings = json.RootElement.GetProperty("findings").EnumerateArray().ToDictionary(f => $"{f.GetProperty("part")}/{f.GetProperty("name")}");
        foreach (var name in (string[])["runtime/.NET", "runtime/ICU", "machine/cores", "machine/memory", "machine/kernel paths", "sandbox/bwrap", "sandbox/isolation", "python/numpy", "python/pytest", "languages/node", "languages/gcc", "languages/g++", "languages/bash"])
            Assert.Contains(name, findings.Keys);
        Assert.True(findings["runtime/.NET"].GetProperty("there").GetBoolean());
        Assert.Equal(SandboxPool.FindProgram("bwrap") is not null, findings["sandbox/bwrap"].GetProperty("there").GetBoolean());
        Assert.All(findings.Values, finding => Assert.True(finding.GetProperty("there").GetBoolean() || finding.GetProperty("fix").GetString() is { Length: > 0 }));
        var isWell = findings.Values.All(finding => finding.GetProperty("there").GetBoolean() || !finding.GetProperty("essential").GetBoolean());
        Assert.Equal(isWell, json.RootElement.GetProperty("ok").GetBoolean());
        Assert.Equal(isWell ? 0 : 1, run.Code);
    }

    [Fact]
    public void Doctor_OnnxRuntimeIsMissing_SaysWhyAndGoesOn()
    {
        using var rlar = new RlarProcess { Variables = { ["RLAR_ONNXRUNTIME"] = "/no/such/libonnxruntime.so" } };
        var finding = Finding(rlar, "ONNX Runtime");
        Assert.False(finding.GetProperty("there").GetBoolean());
        Assert.Contains("cannot be loaded", finding.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Contains("/no/such/libonnxruntime.so", finding.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Doctor_LLamaSharpsLibraries_NamesTheSourceAndTheProcessorsVariant()
    {
        using var rlar = new RlarProcess { Variables = { ["RLAR_NATIVES"] = LLamaSharpNatives.Require() } };
        Assert.Matches("^[0-9a-f]+ from LLamaSharp [0-9.]+, (avx512|avx2|avx|noavx); CPU: ", Finding(rlar, "llama.cpp").GetProperty("detail").GetString());
    }

    [Fact]
    public void Doctor_Lines_EndWithTheVerdict()
    {
        using var rlar = new RlarProcess();
        var run = rlar.Run(["doctor"]);
        Assert.EndsWith(run.Code == 0 ? "The essential things are there.\n" : "Something essential is missing.\n", run.Output, StringComparison.Ordinal);
    }

    private static JsonElement Finding(RlarProcess rlar, string name)
    {
        using var json = JsonDocument.Parse(rlar.Run(["doctor", "--json"]).Output);
        return json.RootElement.GetProperty("findings").EnumerateArray().Single(finding => finding.GetProperty("name").GetString() == name).Clone();
    }
}
