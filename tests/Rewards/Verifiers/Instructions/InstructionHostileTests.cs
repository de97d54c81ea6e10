using System.Diagnostics;
using Rlar.Rewards.Verifiers.Instructions;

namespace Rlar.Rewards.Tests.Verifiers.Instructions;

/// <summary>Responses of megabytes: what doubles in length may not take four times as long.</summary>
public sealed class InstructionHostileTests
{
    private static readonly string[] s_pieces =
        ["a", "A b. ", "1. x ", "*", "[", "* \n ", "<<", "\"'", "!", ".", "p. ", "e.g. ", "\n", "Section ", "((", "{\"a\":", "```", "हि ", "...\" "];

    private static readonly (string Id, string Arguments)[] s_kinds =
    [
        ("keywords:existence", """{"keywords":["zebra","q.z"]}"""), ("keywords:forbidden_words", """{"forbidden_words":["(x+x+)+y"]}"""),
        ("length_constraints:number_sentences", """{"num_sentences":0,"relation":"less than"}"""), ("length_constraints:number_paragraphs", """{"num_paragraphs":5}"""),
        ("detectable_content:number_placeholders", """{"num_placeholders":900000000}"""), ("detectable_content:postscript", """{"postscript_marker":"P.P.S"}"""),
        ("detectable_format:number_bullet_lists", """{"num_bullets":3}"""), ("detectable_format:number_highlighted_sections", """{"num_highlights":900000000}"""),
        ("detectable_format:multiple_sections", """{"section_spliter":"Section","num_sections":900000000}"""), ("detectable_format:json_format", "{}"),
        ("detectable_format:title", "{}"), ("change_case:capital_word_frequency", """{"capital_frequency":0,"capital_relation":"less than"}"""),
        ("change_case:english_capital", "{}"), ("first_word:first_word_sent", """{"first_word":"zz"}"""), ("format:line_indent", "{}"), ("format:thesis", "{}"),
        ("custom:mcq_count_length", "{}"), ("custom:csv_city", "{}"), ("count:unique_word_count", """{"N":900000000}"""),
    ];

    public static TheoryData<string> Kinds => [.. s_kinds.Select(kind => kind.Id)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Score_LongResponse_TakesLinearTime(string id)
    {
        var constraints = Instructing.Of(id, s_kinds.Single(kind => kind.Id == id).Arguments);
        foreach (var piece in s_pieces)
        {
            var text = string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length));
            var start = Stopwatch.GetTimestamp();
            _ = Instructing.Parts(constraints, text);
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(5), $"{id} on a megabyte of '{piece}'");
        }
    }

    [Fact]
    public void Catalog_Ids_CoverTheSources() => Assert.Equal(25 + 25 + 29 + 55, InstructionCatalog.Ids.Count);
}
