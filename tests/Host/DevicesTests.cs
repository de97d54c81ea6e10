using System.Text.Json;

namespace Rlar.Host.Tests;

/// <summary><c>rlar devices</c> and <c>--device</c> in the real program, on a machine that may or may not have a GPU.</summary>
public sealed class DevicesTests : IDisposable
{
    private readonly RlarProcess _rlar = new();

    public void Dispose() => _rlar.Dispose();

    [Fact]
    public void Devices_Json_SaysOfEachKindWhetherItIsThereOrWhyNot()
    {
        var devices = Devices();
        Assert.Equal(["cpu", "cuda", "opencl"], devices.Keys.Order(StringComparer.Ordinal));
        Assert.True(devices["cpu"].GetProperty("there").GetBoolean());
        Assert.All(devices.Values, device => Assert.NotEmpty(device.GetProperty("detail").GetString()!));
    }

    [Theory]
    [InlineData("advantages")]
    [InlineData("score")]
    public void Device_ThatIsNotThere_IsRefusedWithTheReasonOfTheList(string command)
    {
        _rlar.Write("in.jsonl", """{"id":"a","rewards":[1,0]}""");
        foreach (var (name, device) in Devices().Where(device => !device.Value.GetProperty("there").GetBoolean()))
        {
            var (code, _, error) = _rlar.Run([command, "in.jsonl", "-o", "out.jsonl", "--device", name]);
            Assert.Equal(2, code);
            Assert.Contains($"--device {name}: {device.GetProperty("detail").GetString()}", error, StringComparison.Ordinal);
        }

        Assert.Contains("not 'gpu'", _rlar.Run([command, "in.jsonl", "-o", "out.jsonl", "--device", "gpu"]).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Device_CpuAndAuto_AreTheSame()
    {
        _rlar.Write("in.jsonl", """{"id":"a","rewards":[1,0,0.3]}""");
        var (_, plain, _) = _rlar.Run(["advantages", "in.jsonl"]);
        foreach (var name in (string[])["cpu", "auto"])
            Assert.Equal(plain, _rlar.Run(["advantages", "in.jsonl", "--device", name]).Output);
    }

    private Dictionary<string, JsonElement> Devices()
    {
        using var json = JsonDocument.Parse(_rlar.Run(["devices", "--json"]).Output);
        return json.RootElement.EnumerateArray().GroupBy(d => d.GetProperty("device").GetString()!).ToDictionary(g => g.Key, g => g.First().Clone());
    }
}
