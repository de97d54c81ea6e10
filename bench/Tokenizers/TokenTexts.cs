using System.Text;

namespace Rlar.Bench.Tokenizers;

/// <summary>Texts on which tokenizers are held against each other: many scripts and their marks, code, mathematics, white space, special tokens.</summary>
internal static class TokenTexts
{
    private static readonly (string Kind, string[] Words)[] s_words =
    [
        ("english",
        [
            "The", "quick", "brown", "fox", "isn't", "jumping", "over", "they'll", "WE'RE",
            "O'Brien's", "state-of-the-art", "e.g.", "U.S.A.", "3rd", "naïve",
        ]),
        ("code",
        [
            "def f(x):", "\treturn x**2", "    if (a != b) {", "i++;", "std::vector<int>", "</div>", "<p class=\"a\">",
            "=>", "==", "\\n", "0xFF", "a_b_c", "camelCase", "//", "#!/bin/sh", "SELECT *",
        ]),
        ("mathematics",
        [
            "\\frac{1}{2}", "x^{2}", "\\boxed{42}", "∑", "∫", "≤", "√2", "3.14159", "1,000,000",
            "12345678", "$\\alpha$", "10⁻³", "½", "x₁", "→", "∀x∈ℝ",
        ]),
        ("white space", [" ", "  ", "   ", "\t", "\n", "\n\n", "\r\n", " \n", "a", "\u00a0", "\u3000", "\u2003", "b ", "  c", "\n\n\n\n", "x\t\ty"]),
        ("french", ["garçon", "élève", "l'été", "où", "Noël", "cœur", "«", "»", "déjà", "français"]),
        ("vietnamese", ["Tiếng", "Việt", "được", "người", "không", "những", "một", "ngữ", "đường", "thuở"]),
        ("greek", ["Καλημέρα", "κόσμε", "ἀρχῇ", "λόγος", "ΑΘΗΝΑ", "τῷ", "ὁ"]),
        ("russian", ["Привет", "мир", "ещё", "йод", "объект", "МОСКВА", "й"]),
        ("hebrew", ["שלום", "עולם", "בְּרֵאשִׁית", "בָּרָא", "ירושלים"]),
        ("arabic", ["السلام", "عليكم", "لَا", "إِلٰهَ", "مُحَمَّد", "القرآن", "کتاب"]),
        ("hindi", ["हिन्दी", "नमस्ते", "दुनिया", "में", "क्षत्रिय", "है", "भाषा", "क़लम"]),
        ("bengali", ["বাংলা", "ভাষা", "আমি", "তোমাকে", "কেমন"]),
        ("tamil", ["தமிழ்", "வணக்கம்", "உலகம்", "மொழி", "நன்றி"]),
        ("telugu", ["తెలుగు", "నమస్కారం", "ప్రపంచం", "భాష"]),
        ("thai", ["สวัสดี", "ชาวโลก", "ภาษาไทย", "ที่นี่", "กำลัง", "น้ำ"]),
        ("khmer", ["កម្ពុជា", "ភាសា", "សួស្តី"]),
        ("chinese", ["你好", "世界", "中华人民共和国", "繁體", "，", "。", "《红楼梦》", "一二三"]),
        ("japanese", ["こんにちは", "世界", "カタカナ", "日本語", "がぎぐ", "パーティー", "ｶﾞ", "々"]),
        ("korean", ["안녕하세요", "세계", "한국어", "서울", "각"]),
        ("emoji", ["😀", "👨‍👩‍👧‍👦", "👍🏽", "🇫🇷", "❤️", "🚀", "✅", "🏳️‍🌈"]),
        ("html", ["<b>", "</b>", "<s>struck</s>", "</s>", "<h1>", "</h1>", "<table>", "&nbsp;", "<br/>", "<unk>"]),
        ("marks of SentencePiece", ["\u2581", "a\u2581b", "\u2581\u2581", " \u2581", "\u2581 ", "x", "\u2581the"]),
        ("chat",
        [
            "<|im_start|>", "<|im_end|>", "<|endoftext|>", "<｜User｜>", "<bos>", "</s>", "<s>", "[INST]", "[/INST]", "[SEP]",
            "[CLS]", "<|eot_id|>", "<tool_call>", "<|fim_prefix|>", "<start_of_turn>", "<extra_id_0>", "user", "\n",
        ]),
    ];

    /// <summary>The texts, each with its kind: those of the shared file of tokenizers, and about 3,000 made with a fixed seed.</summary>
    /// <param name="shared">The folder with shared data.</param>
    internal static IReadOnlyList<(string Kind, string Text)> All(string shared)
    {
        var texts = new List<(string Kind, string Text)>();
        var rows = Path.Combine(shared, "data", "tokenizers_dev.jsonl.gz");
        if (File.Exists(rows))
            texts.AddRange(SharedRows.Read(rows).Select(row => ("shared", row.GetProperty("text").GetString()!)).Where(text => text.Item2.Length > 0));
        var random = new Random(22);
        foreach (var (kind, words) in s_words)
        {
            for (var count = 0; count < 100; count++)
                texts.Add((kind, Sentence(random, words)));
            for (var count = 0; count < 15; count++)
                texts.Add(($"{kind}, decomposed", Sentence(random, words).Normalize(NormalizationForm.FormD)));
        }

        for (var count = 0; count < 300; count++)
        {
            var sentences = Enumerable.Range(0, 1 + random.Next(5)).Select(_ => Sentence(random, s_words[random.Next(s_words.Length)].Words));
            texts.Add(("mixed", string.Concat(sentences)));
        }

        for (var count = 0; count < 150; count++)
            texts.Add(("random", Random(random)));
        // A text may stand in the file once for each tokenizer.
        return [.. texts.DistinctBy(text => text.Text)];
    }

    private static string Sentence(Random random, string[] words)
    {
        var text = new StringBuilder();
        for (var count = 1 + random.Next(8); count > 0; count--)
        {
            _ = text.Append(words[random.Next(words.Length)]);
            _ = text.Append(random.Next(6) switch { 0 => "", 1 => "  ", 2 => ", ", 3 => count == 1 ? "" : "\n", _ => count == 1 ? "" : " " });
        }

        return random.Next(8) == 0 ? " " + text : text.ToString();
    }

    private static string Random(Random random)
    {
        var text = new StringBuilder();
        for (var count = 1 + random.Next(20); count > 0; count--)
        {
            var c = random.Next(3) == 0 ? random.Next(0x20, 0x7F) : random.Next(0xA0, 0x2FFFF);
            _ = text.Append(char.ConvertFromUtf32(c is >= 0xD800 and <= 0xDFFF ? 0xFFFD : c));
        }

        return text.ToString();
    }
}
