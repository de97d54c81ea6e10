using System.Text.Json;

namespace Rlar.Host.Tests;

public sealed class DescribeTests : IDisposable
{
    private readonly RlarProcess _rlar = new();

    public void Dispose() => _rlar.Dispose();

    [Fact]
    public void Describe_WhatTemplatesSay_PrintsTheDraftAsJson()
    {
        var (code, output, _) = _rlar.Run(["tools", "describe", "-", "--json"], "The answer must not contain the word 'may'.");
        Assert.Equal(0, code);
        var draft = JsonDocument.Parse(output).RootElement;
        Assert.Equal("not_contains", draft.GetProperty("template").GetProperty("template").GetString());
        Assert.Contains(
            draft.GetProperty("near_misses").EnumerateArray(),
            miss => miss.GetProperty("completion").GetString()!.Contains("maybe", StringComparison.Ordinal) && miss.GetProperty("right").GetBoolean());
    }

    [Fact]
    public void Describe_WhatNoTemplateSays_IsRefusedWithOne()
    {
        var (code, output, _) = _rlar.Run(["tools", "describe", "It sounds friendly."]);
        Assert.Equal(1, code);
        Assert.StartsWith("refused: ", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Describe_ExamplesThatAreNone_NameTheLine()
    {
        _rlar.Write("probes.jsonl", """{"completion":"a","right":true}""", """{"completion":"a"}""");
        var (code, _, error) = _rlar.Run(["tools", "describe", "No digits.", "--probes", "probes.jsonl"]);
        Assert.Equal(2, code);
        Assert.Contains("line 2", error, StringComparison.Ordinal);
    }
}
