using System.Text.Json;
using Rlar.Inference.Tokenizers.PostProcessors;

namespace Rlar.Inference.Tokenizers.Files;

/// <summary>Reads a post_processor section.</summary>
internal static class PostProcessorReader
{
    /// <summary>The post-processor, or null where there is none.</summary>
    internal static PostProcessor? Read(Section section) => section.IsEmpty ? null : section.Type switch
    {
        "Sequence" => new PostProcessorSequence([.. section.List("processors").Select(step => Read(step) ?? throw step.Bad("a post-processor is needed"))]),
        "TemplateProcessing" => new Template([.. section.List("single").Select(piece => Piece(piece, section.Field("special_tokens")))]),
        "BertProcessing" => Around(section),
        "RobertaProcessing" => Roberta(section),
        "ByteLevel" => section.Flag("trim_offsets", true) ? new OffsetTrim(section.Flag("add_prefix_space", true)) : new PostProcessorSequence([]),
        _ => throw section.Unsupported("post-processor", "BertProcessing, ByteLevel, RobertaProcessing, Sequence and TemplateProcessing"),
    };

    /// <summary>The ids of a special token of a template, or null for the text.</summary>
    private static int[]? Piece(Section piece, Section specialTokens)
    {
        if (!piece.Field("Sequence").IsEmpty)
        {
            return piece.Field("Sequence").Text("id") == "A" ? null
                : throw piece.Bad("the template for one text names a second one");
        }

        var name = piece.Field("SpecialToken").Text("id");
        return [.. specialTokens.Field(name).List("ids").Select(id => id.Integer())];
    }

    private static PostProcessor Roberta(Section section) => section.Flag("trim_offsets", true)
        ? new PostProcessorSequence([new OffsetTrim(section.Flag("add_prefix_space", true)), Around(section)])
        : Around(section);

    private static Template Around(Section section) => new([[Pair(section.Field("cls"))], null, [Pair(section.Field("sep"))]]);

    /// <summary>The id of a special token that is written as [token, id].</summary>
    internal static int Pair(Section section)
    {
        var members = section.Value.ValueKind == JsonValueKind.Array ? section.Members().ToArray() : [];
        return members.Length == 2 ? members[1].Integer() : throw section.Bad("[token, id] is needed");
    }
}
