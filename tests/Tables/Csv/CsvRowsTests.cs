using System.Text;

namespace Rlar.Tables.Tests.Csv;

public sealed class CsvRowsTests
{
    [Theory]
    [InlineData("prompt,completion\na,b\n", """{"prompt":"a","completion":"b"}""")]
    [InlineData("prompt;completion\r\na;b", """{"prompt":"a","completion":"b"}""")]
    [InlineData("\uFEFFprompt,completion\n\"a,\"\"1\"\"\n2\",é\n", """{"prompt":"a,\"1\"\n2","completion":"é"}""")]
    [InlineData("prompt,answer,completion\na,,\n", """{"prompt":"a","answer":null,"completion":""}""")]
    [InlineData("prompt,completion\n\na,b\n\n", """{"prompt":"a","completion":"b"}""")]
    [InlineData("prompt,completion\na,\"[1, 2]\"\n", """{"prompt":"a","completion":"[1, 2]"}""")]
    [InlineData("prompt,completions\na,\"[\"\"x\"\", \"\"y\"\"]\"\n", """{"prompt":"a","completions":["x", "y"]}""")]
    [InlineData("prompt,unknown,completion\na,z,b\n", """{"prompt":"a","completion":"b"}""")]
    [InlineData("id,prompt\n007,1.50\n", """{"id":"007","prompt":"1.50"}""")]
    [InlineData("prompt\n\"[{\"\"role\"\": \"\"user\"\", \"\"content\"\": \"\"x\"\"}]\"\n", """{"prompt":[{"role": "user", "content": "x"}]}""")]
    public void Read_Tables_GivesTheirRows(string text, params string[] rows)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.PathOf("t.csv"), text);
        Assert.Equal(rows, TestTables.Read(folder.PathOf("t.csv"), TestTables.Scoring));
        if (text.Contains(';', StringComparison.Ordinal) || text.Contains("\"a,", StringComparison.Ordinal) || text.Contains('[', StringComparison.Ordinal))
            return;
        File.WriteAllText(folder.PathOf("t.tsv"), text.Replace(',', '\t'));
        Assert.Equal(rows, TestTables.Read(folder.PathOf("t.tsv"), TestTables.Scoring));
    }

    [Theory]
    [InlineData("prompt,completion\na,b\nx,y,z\n", "row 2 has 3 fields, the header 2. A separator or a line break in a text must be quoted")]
    [InlineData("prompt,completion\nx\n", "row 1 has 1 fields, the header 2")]
    [InlineData("prompt,completion\na,\"b\nc,d\n", "row 1 has a quote that is not closed")]
    [InlineData("prompt,completion\na,\"b\"c\n", "text after a closing quote")]
    [InlineData("prompt,prompt\na,b\n", "field 'prompt': the header has this name twice")]
    [InlineData("prompt,completions\na,\"['x', 'y']\"\n", "field 'completions': the cell looks like a list or an object, and is not JSON")]
    [InlineData("prompt,completion\n\"[{'role': 'user', 'content': 'x'}]\",b\n", "field 'prompt': the cell looks like a list")]
    [InlineData("prompt,completion\n", "the input has no rows")]
    [InlineData("", "the input is empty")]
    public void Read_WhatIsNoTable_SaysWhere(string text, string reason)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.PathOf("t.csv"), text);
        Assert.Contains(reason, TestTables.Refusal(() => TestTables.Read(folder.PathOf("t.csv"), TestTables.Scoring)), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_BytesThatAreNotUtf8_AreRefused()
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder.PathOf("t.csv"), [.. "prompt\na\n"u8, 0xE9, (byte)'\n']);
        Assert.Contains("not valid UTF-8", TestTables.Refusal(() => TestTables.Read(folder.PathOf("t.csv"))), StringComparison.Ordinal);
        File.WriteAllBytes(folder.PathOf("t.csv"), [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("prompt\né\n")]);
        Assert.Equal(["""{"prompt":"é"}"""], TestTables.Read(folder.PathOf("t.csv")));
    }
}
