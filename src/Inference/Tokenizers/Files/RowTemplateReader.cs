namespace Rlar.Inference.Tokenizers.Files;

/// <summary>Reads from a post_processor section how one text and two become a row.</summary>
internal static class RowTemplateReader
{
    /// <summary>The templates; null where the section has none.</summary>
    internal static (RowTemplate? Single, RowTemplate? Pair) Read(Section section)
    {
        if (section.IsEmpty)
            return (null, null);
        switch (section.Type)
        {
            case "Sequence":
                return section.List("processors").Select(Read).FirstOrDefault(found => found.Single is not null);
            case "TemplateProcessing":
                return (Template(section, "single"), section.Field("pair").IsEmpty ? null : Template(section, "pair"));
            case "BertProcessing" or "RobertaProcessing":
                var (cls, sep) = (PostProcessorReader.Pair(section.Field("cls")), PostProcessorReader.Pair(section.Field("sep")));
                return (RowTemplate.Single(cls, sep), RowTemplate.Pair(cls, sep, roberta: section.Type == "RobertaProcessing"));
            default:
                return (null, null);
        }
    }

    private static RowTemplate Template(Section section, string name) => new([.. section.List(name).Select(piece =>
    {
        if (piece.Field("Sequence") is { IsEmpty: false } text)
            return (Array.Empty<int>(), (int?)(text.Text("id") == "A" ? 0 : 1), TypeOf(text));
        var special = piece.Field("SpecialToken");
        return ([.. section.Field("special_tokens").Field(special.Text("id")).List("ids").Select(id => id.Integer())], null, TypeOf(special));
    })]);

    private static int TypeOf(Section piece) => piece.Field("type_id").IsEmpty ? 0 : piece.Field("type_id").Integer(1);
}
