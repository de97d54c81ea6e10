using System.Text;
using System.Text.Json.Nodes;
using Rlar.Scoring.Rows;

namespace Rlar.Scoring.Tests.Rows;

public sealed class JsonArrayReaderTests
{
    [Theory]
    [InlineData("""[{"a":1},{"a":2}]""", """1:{"a":1} 2:{"a":2}""")]
    [InlineData("\uFEFF [ {\"a\":1}\n ,\r\n{\"b\":[1,\n{\"c\":\"]}\"}]} ] \n\n", """1:{"a":1} 2:{"b":[1, {"c":"]}"}]}""")]
    [InlineData("[{}]", "1:{}")]
    public void Read_Arrays_GivesTheirElements(string text, string rows)
    {
        Assert.Equal(rows, Read(new MemoryStream(Encoding.UTF8.GetBytes(text))));
        Assert.Equal(rows, Read(new Dribble(Encoding.UTF8.GetBytes(text))));
    }

    [Theory]
    [InlineData("[]", "the input has no rows")]
    [InlineData("[", "not valid JSON after element 0")]
    [InlineData("""[{"a":1}""", "not valid JSON after element 1")]
    [InlineData("""[{"a":1},{"a":""", "not valid JSON after element 1")]
    [InlineData("""[{"a":1},]""", "not valid JSON after element 1")]
    [InlineData("""[{"a":1} {"a":2}]""", "not valid JSON after element 1")]
    [InlineData("""[{"a":1}][{"a":2}]""", "there is more after the array of 1 rows")]
    [InlineData("[{\"a\":1}]\n{\"a\":2}", "there is more after the array of 1 rows")]
    public void Read_WhatIsNoWholeArray_IsRefused(string text, string reason)
    {
        Assert.Contains(reason, Assert.Throws<InputException>(() => Read(new MemoryStream(Encoding.UTF8.GetBytes(text)))).Message, StringComparison.Ordinal);
        Assert.Contains(reason, Assert.Throws<InputException>(() => Read(new Dribble(Encoding.UTF8.GetBytes(text)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ElementThatIsNoRow_IsNamedAndPassedOver()
    {
        using var source = LineSource.Open("-", new MemoryStream("""[{"a":1},7,{"a":3}]"""u8.ToArray()));
        source.Read(CancellationToken.None)!.Dispose();
        var error = Assert.Throws<InputException>(() => source.Read(CancellationToken.None));
        Assert.Equal((2, false), (error.Line, source.IsBroken));
        Assert.Contains("element 2 of the array is a number, not an object", error.Message, StringComparison.Ordinal);
        using var third = source.Read(CancellationToken.None);
        Assert.Equal(3, third!.Number);
    }

    [Fact]
    public void Read_RandomArrays_GivesTheRowsOfTheirLines()
    {
        var random = new Random(3);
        for (var round = 0; round < 20; round++)
        {
            var rows = Enumerable.Range(0, random.Next(1, 60)).Select(i => new JsonObject { ["i"] = i, ["t"] = new string('x', (int)Math.Exp(random.NextDouble() * 13)) }).ToList();
            var text = $"[{string.Join(random.Next(2) == 0 ? "," : " ,\n ", rows.Select(row => row.ToJsonString()))}]";
            Assert.Equal(
                string.Join(' ', rows.Select((row, i) => $"{i + 1}:{row.ToJsonString()}")), Read(new MemoryStream(Encoding.UTF8.GetBytes(text))));
        }
    }

    [Fact]
    public void Read_ElementAboveTheLimit_IsRefusedInBoundedMemory()
    {
        var options = new LineSourceOptions { MaxLineBytes = 1000, LongLineRemedy = "Do this." };
        var text = $$"""[{"a":"{{new string('x', 5000)}}"},{"a":1}]""";
        using var source = LineSource.Open("-", new MemoryStream(Encoding.UTF8.GetBytes(text)), options);
        Assert.Contains("limit of 1000 bytes. Do this.", Assert.Throws<InputException>(() => source.Read(CancellationToken.None)).Message, StringComparison.Ordinal);
    }

    private static string Read(Stream stream)
    {
        using var source = LineSource.Open("-", stream);
        var rows = new List<string>();
        while (source.Read(CancellationToken.None) is { } line)
        {
            using (line)
                rows.Add($"{line.Number}:{Encoding.UTF8.GetString(line.Bytes.Span)}");
        }

        return string.Join(' ', rows);
    }
}
