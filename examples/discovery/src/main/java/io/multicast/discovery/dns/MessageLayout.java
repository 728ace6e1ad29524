package io.multicast.discovery.dns;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;

/** Messages as bytes: the whole one, or parts of it that fit a limit. */
final class MessageLayout {
    private static final int MAX = 0xFFFF;

    private final DnsMessage whole;
    private final int limit;
    private final List<DnsMessage> parts = new ArrayList<>();
    private final DnsWriter writer = new DnsWriter(Unpooled.buffer(), DnsWriter.Compression.MULTICAST);
    private final List<DnsQuestion> questions = new ArrayList<>();
    private final List<DnsRecord> answers = new ArrayList<>();
    private final List<DnsRecord> additionals = new ArrayList<>();

    private MessageLayout(DnsMessage whole, int limit) {
        this.whole = whole;
        this.limit = limit;
        writer.header(whole);
    }

    static ByteBuf encode(DnsMessage message, ByteBufAllocator allocator, DnsWriter.Compression compression) {
        ByteBuf out = allocator.buffer();
        try {
            write(message, new DnsWriter(out, compression));
            if (out.readableBytes() > MAX) {
                throw new IllegalArgumentException(
                        "a message of " + out.readableBytes() + " bytes; " + MAX + " are possible");
            }
            return out;
        } catch (RuntimeException | Error e) {
            out.release();
            throw e;
        }
    }

    private static void write(DnsMessage message, DnsWriter writer) {
        writer.header(message);
        message.questions().forEach(writer::question);
        message.answers().forEach(writer::record);
        message.authorities().forEach(writer::record);
        message.additionals().forEach(writer::record);
    }

    static List<DnsMessage> split(DnsMessage message, int limit) {
        DnsWriter all = new DnsWriter(Unpooled.buffer(), DnsWriter.Compression.MULTICAST);
        write(message, all);
        boolean whole = all.size() <= limit || !message.authorities().isEmpty();
        return whole ? List.of(message) : new MessageLayout(message, limit).split();
    }

    private List<DnsMessage> split() {
        for (DnsQuestion question : whole.questions()) {
            put(() -> writer.question(question));
            questions.add(question);
        }
        for (DnsRecord answer : whole.answers()) {
            put(() -> writer.record(answer));
            answers.add(answer);
        }
        for (DnsRecord additional : whole.additionals()) {
            put(() -> writer.record(additional));
            // a response without answers is none to some
            (answers.isEmpty() ? answers : additionals).add(additional);
        }
        finish();
        return whole.isResponse() ? parts : moreFollows();
    }

    /** Writes an entry, in a new message if this one has some and has no room for it. */
    private void put(Runnable write) {
        int before = writer.size();
        write.run();
        if (writer.size() > limit && before > DnsMessage.HEADER) {
            finish();
            write.run();
        }
    }

    private void finish() {
        parts.add(new DnsMessage(whole.id(), whole.flags(), questions, answers, List.of(), additionals));
        questions.clear();
        answers.clear();
        additionals.clear();
        writer.cut(DnsMessage.HEADER);
    }

    /** TC in all but the last: who answers waits for the known answers that follow. */
    private List<DnsMessage> moreFollows() {
        if (!whole.answers().isEmpty()) {
            parts.subList(0, parts.size() - 1).replaceAll(part -> part.withFlags(part.flags() | DnsMessage.TC));
        }
        return parts;
    }
}
