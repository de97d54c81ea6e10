namespace Rlar.Agents.Templates;

/// <summary>A plain sentence in each of some languages: what a language template must and must not accept.</summary>
internal static class LanguageSamples
{
    private static readonly (string Code, string Text)[] s_samples =
    [
        ("en", "The children went home because it was getting late and the rain did not stop."),
        ("de", "Die Kinder gingen nach Hause, weil es spät wurde und der Regen nicht aufhörte."),
        ("fr", "Les enfants sont rentrés à la maison parce qu'il était tard et que la pluie ne cessait pas."),
        ("es", "Los niños se fueron a casa porque ya era tarde y la lluvia no paraba."),
        ("it", "I bambini sono tornati a casa perché era tardi e la pioggia non smetteva."),
        ("pt", "As crianças foram para casa porque já era tarde e a chuva não parava."),
        ("nl", "De kinderen gingen naar huis omdat het laat werd en de regen niet ophield."),
    ];

    /// <summary>The samples, right where they are in the language.</summary>
    internal static IEnumerable<(string Answer, bool IsRight)> Beside(string code) => s_samples.Select(sample => (sample.Text, sample.Code == code));
}
