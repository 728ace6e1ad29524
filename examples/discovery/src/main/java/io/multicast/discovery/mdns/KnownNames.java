package io.multicast.discovery.mdns;

import io.multicast.discovery.Service;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The names that were taken instead of those wanted, kept in a file for the next start (RFC 6762, section 9). */
final class KnownNames {
    private static final System.Logger LOG = System.getLogger(KnownNames.class.getName());
    private static final String HOST = "host ";

    private final @Nullable Path file;
    private final Properties names = new Properties();

    /** In that file, or nowhere if it is null. */
    KnownNames(@Nullable Path file) {
        this.file = file;
        if (file != null) {
            try (Reader reader = Files.newBufferedReader(file)) {
                names.load(reader);
            } catch (NoSuchFileException e) {
                // nothing was renamed so far
            } catch (IOException | IllegalArgumentException e) {
                LOG.log(Level.WARNING, "names are not read from " + file + ": " + e);
            }
        }
    }

    String host(String wanted) {
        return names.getProperty(HOST + wanted, wanted);
    }

    String service(Service wanted) {
        return names.getProperty(key(wanted), wanted.name());
    }

    void keepHost(String wanted, String taken) {
        keep(HOST + wanted, taken, wanted);
    }

    void keepService(Service wanted, String taken) {
        keep(key(wanted), taken, wanted.name());
    }

    private static String key(Service wanted) {
        return wanted.type() + " " + wanted.name();
    }

    private void keep(String key, String taken, String wanted) {
        Object before = taken.equals(wanted) ? names.remove(key) : names.put(key, taken);
        boolean same = taken.equals(wanted) ? before == null : taken.equals(before);
        if (file == null || same) {
            return;
        }
        try (Writer writer = Files.newBufferedWriter(file)) {
            names.store(writer, null);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "names are not kept in " + file + ": " + e);
        }
    }
}
